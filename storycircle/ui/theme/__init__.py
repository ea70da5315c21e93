"""Colours, faces and the style sheet; handed to every widget, never global."""
