"""Check-out: how it was, without names, and what of it may ever be shown."""
