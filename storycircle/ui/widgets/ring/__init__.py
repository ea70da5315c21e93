"""The ring: people in a circle, and the time of whoever speaks."""
