"""What became of an action, as a circle and an organiser both show it and write it down."""
