"""Names put right in thousands of ways, and who was the same person."""
