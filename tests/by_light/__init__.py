"""Films of a screen that shows a circle, as cameras see it: how many arrive, and how soon."""
