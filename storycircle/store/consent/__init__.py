"""What the library knows of consent that ended, in its rows and in a log beside it."""
