"""The paper of the time after the day."""
