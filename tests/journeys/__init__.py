"""Whole runs of the real window, by keys alone."""
