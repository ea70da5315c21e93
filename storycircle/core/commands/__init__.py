"""What a person can ask for by a key, and where."""
