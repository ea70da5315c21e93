"""Story Circle: hold a circle, hear every voice, leave with one to three actions."""

__version__ = "0.1.0"
