"""Merging, pure: which of two records wins, what changed, two versions side by side."""
