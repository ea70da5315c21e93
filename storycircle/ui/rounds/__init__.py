"""The rounds of a circle, named and changed: by a facilitator, and in an organiser's pack."""
