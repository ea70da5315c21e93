"""Lines of meetings in the library, and in the file for members only."""
