"""What became of all actions of an event, for whoever gathers it."""
