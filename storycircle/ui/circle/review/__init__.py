"""The review: a circle looks back on its actions, after the plenary or weeks later."""
