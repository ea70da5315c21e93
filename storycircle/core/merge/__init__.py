"""Merging, pure: which of two records stands, what changed, two versions side by side."""
