"""Texts of the code that read like words and that nobody is shown, or that no language changes."""

NO_MESSAGES: dict[str, dict[str, str]] = {
    "ui/commands.py": {
        "Enter": "the name of a key in the table of commands",
        "Return": "the same key, as Qt has it",
    },
    "ui/session/state.py": {
        "circle.": "the beginning of an attribute's name",
    },
}
"""By file: each text, and why it is no message."""
