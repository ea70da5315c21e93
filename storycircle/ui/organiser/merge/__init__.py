"""Merging on screen: dropping files, the table of files, and what changes."""
