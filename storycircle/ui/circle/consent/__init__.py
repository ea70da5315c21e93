"""Asking tellers: the words read aloud, names in them, and what leaves."""
