"""Texts of the code that read like words and that nobody is shown, or that no language changes."""

NO_MESSAGES: dict[str, dict[str, str]] = {
    "ui/system/qt_words.py": {
        "Open": "what Qt asks for",
        "Type": "what Qt asks for",
        "None": "what Qt asks for",
    },
}
"""By file: each text, and why it is no message."""
