"""Names in every form they are written in, in sentences of ten languages: found, or passed over."""
