"""Texts of the code that read like words and that nobody is shown, or that no language changes."""

NO_MESSAGES: dict[str, dict[str, str]] = {
    "core/commands/command.py": dict.fromkeys(
        "Up Down Left Right Ctrl Shift Alt Enter Space Tab Esc Delete".split(),
        "a key, as Qt has it",
    ),
    "core/commands/keys.py": dict.fromkeys(
        "Up Down Left Right Enter Space Tab Esc Delete Ctrl+ Ctrl+, Ctrl+-".split(),
        "a key, as Qt has it",
    ),
}
"""By file: each text, and why it is no message."""
