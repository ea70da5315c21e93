"""Rounds with names: what the turns of a circle are for, round after round."""
