"""Looking back: when a circle does, what is due, and what it notes, which stays in the circle."""
