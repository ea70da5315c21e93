"""What remembers a circle: one SQLite library, and the circle files that travel."""
