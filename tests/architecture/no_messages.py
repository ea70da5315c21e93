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
    "core/consent/name_finder.py": {
        "[agency name]": "a mark in stories that leave, found again by it in every language",
        **dict.fromkeys(("Ae", "Oe", "Ue"), "how a letter is also written"),
        "Cf": "a category of Unicode",
    },
    "core/formats/decoder.py": dict.fromkeys(
        ("as typed", "first word"), "a value in documents, the same in every language"
    ),
    "core/i18n/language.py": {"English": "what its speakers call it"},
    "core/members.py": dict.fromkeys("Cf Zs Mn Me".split(), "a category of Unicode"),
    "core/text.py": dict.fromkeys("Cc Cs Zl Zp".split(), "a category of Unicode"),
    "core/typed_input.py": dict.fromkeys(
        ("circle number", "no.", "full name", "first name", "given name", "last name"),
        "a heading of a table, as it is looked for",
    ),
}
"""By file: each text, and why it is no message."""
