"""Lines of meetings, from the first page."""
