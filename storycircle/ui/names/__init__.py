"""Lists of names that were read, to be looked at before anybody takes a seat."""
