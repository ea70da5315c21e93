"""Theme: palettes, type, and the style sheet."""
