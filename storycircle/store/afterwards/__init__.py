"""What is kept after the day: additions to the records that the first format has."""
