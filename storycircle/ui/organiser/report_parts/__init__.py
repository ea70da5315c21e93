"""What an organiser adds to the report, as its places share it."""
