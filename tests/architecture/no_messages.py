"""Texts of the code that read like words and that nobody is shown, or that no language changes."""

NO_MESSAGES: dict[str, dict[str, str]] = {
    "ui/organiser/merge/changes_view.py": {
        "number of ": "the key under which a refused number is kept",
    },
    "ui/organiser/report_page.py": dict.fromkeys(
        ("Word", "Excel", "Markdown"), "the name of a program, or of a format"
    ),
    "ui/theme/theme.py": {
        **dict.fromkeys(
            (
                *("Source Serif 4", "Source Sans 3", "Noto Serif", "Noto Sans"),
                *("Noto Naskh Arabic", "DejaVu Serif", "DejaVu Sans", "Georgia", "Segoe UI"),
            ),
            "the name of a typeface",
        ),
        "Fusion": "the name of a style of Qt's",
    },
}
"""By file: each text, and why it is no message."""
