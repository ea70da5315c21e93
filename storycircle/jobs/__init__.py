"""Steps that need the store and paper at once; no Qt, so the command line runs them too."""
