"""A market stall held on a laptop, as a circle is."""
