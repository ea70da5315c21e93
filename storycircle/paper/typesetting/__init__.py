"""Setting type: fonts, shaping, line breaking, and the canvas they are drawn on."""
