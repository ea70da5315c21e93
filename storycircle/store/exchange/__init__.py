"""Files that travel: circle files and sealed files, their checks, and merging them."""
