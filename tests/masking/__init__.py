"""Names in every form they are written in, in eleven languages: found, or passed over."""
