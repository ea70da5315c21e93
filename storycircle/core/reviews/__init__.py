"""What became of actions: reviews of them, and the dates that a deadline in free text says."""
