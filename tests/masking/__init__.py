"""Names in every form they are written in, in sentences of eleven languages: found, or passed over."""
