"""Beside the circle itself: the facilitator's own note, and what the room is told."""
