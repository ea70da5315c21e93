"""The jobs of the time after the day."""
