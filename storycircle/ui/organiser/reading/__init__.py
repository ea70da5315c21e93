"""A merged circle, to read: nothing of it is changed by looking."""
