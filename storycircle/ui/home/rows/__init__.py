"""The list of circles and events on Home: how a row is drawn, and the list of them."""
