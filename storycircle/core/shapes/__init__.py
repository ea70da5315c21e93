"""Shapes of a circle: rounds to choose from, to change, and to fit into its time."""
