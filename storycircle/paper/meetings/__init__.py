"""Paper of a meeting: inquiries, the progress report, who was there."""
