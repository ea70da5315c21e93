"""Formats that travel: the JSON document and the sheet's square code."""
