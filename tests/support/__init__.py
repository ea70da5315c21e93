"""What tests share: circles, libraries, strategies, and places that cannot be written to."""
