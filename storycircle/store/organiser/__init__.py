"""What an organiser does with circles that came: conflicts settled, circles in their events."""
