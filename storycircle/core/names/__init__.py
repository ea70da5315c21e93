"""Reading the names of people from what was pasted, typed or put into a table."""
