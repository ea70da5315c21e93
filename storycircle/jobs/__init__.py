"""Steps that need the store and paper together: export, merge, print, load."""
