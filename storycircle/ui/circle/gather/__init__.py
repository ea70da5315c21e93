"""Gather: who is in the circle, which event it is of, and what prints before it."""
