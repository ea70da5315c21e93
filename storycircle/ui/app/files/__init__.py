"""Files that are opened in the window, wherever they come from."""
