"""The window: what is shown, and the session that acts."""
