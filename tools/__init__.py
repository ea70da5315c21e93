"""Programs for those who work on Story Circle; nothing of them is installed."""
