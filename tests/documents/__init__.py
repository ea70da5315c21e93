"""The documents are true: commands run, links and pictures resolve, names are on the screen."""
