"""Bars and dots of a report, as each format draws them."""
