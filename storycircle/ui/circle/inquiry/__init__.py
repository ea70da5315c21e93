"""The inquiry of whoever speaks, beside the ring."""
