"""What a document says of the time after the day."""
