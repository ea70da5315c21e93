"""What a file is, and what it holds: judged by its content, never by its name."""
