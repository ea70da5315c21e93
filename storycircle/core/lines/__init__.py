"""Lines of meetings: their records, and their people."""
