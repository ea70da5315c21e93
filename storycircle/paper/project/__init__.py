"""The report of a project: its chapters, and its pages."""
