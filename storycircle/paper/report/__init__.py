"""The report of an event: its content once, and a writer for each format."""
