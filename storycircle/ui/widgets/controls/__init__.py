"""Controls: what is pressed, chosen or written in."""
