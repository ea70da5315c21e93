"""Meetings of a line: the next one, who was there, the inquiries."""
