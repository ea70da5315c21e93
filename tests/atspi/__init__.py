"""Circles held with a screen reader's ears and with keys alone, in the real window under X."""
