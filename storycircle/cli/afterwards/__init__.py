"""The commands of the time after the day."""
