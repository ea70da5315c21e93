"""Paper on screen: its preview, and the way to a printer or a file."""
