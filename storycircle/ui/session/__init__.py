"""A running circle: its state, the parts that change it, and what views show of it."""
