"""The rules of the house, and what is measured by them."""
