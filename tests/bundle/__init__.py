"""Runs a built bundle as a user does, with no Python to be found, beside the app from source."""
