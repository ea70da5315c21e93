"""Going from place to place on an organiser's screen."""
