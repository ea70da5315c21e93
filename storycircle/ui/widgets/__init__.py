"""The pieces screens are made of: each paints itself, is given a theme, and knows no model."""
