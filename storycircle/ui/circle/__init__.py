"""The screens of a circle's six stages."""
