"""What is made of a meeting of a line."""
