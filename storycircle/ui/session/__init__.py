"""A running circle: its state, its clock, its turns, and when it is saved."""
