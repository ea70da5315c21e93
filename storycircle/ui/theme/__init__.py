"""The look: palettes, type, and the style sheet."""
