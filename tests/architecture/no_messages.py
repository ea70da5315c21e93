"""Texts of the code that read like words and that nobody is shown, or that no language changes."""

NO_MESSAGES: dict[str, dict[str, str]] = {
    "ui/app/banners.py": {"Story Circle.library": "the name of a file, until another is typed"},
    "ui/app/cannot_open.py": {"Story Circle": "the app's name"},
    "ui/app/crash_handler.py": {
        "Story Circle ": "a report for programmers",
        ", Python ": "a report for programmers",
    },
    "ui/app/main_window.py": {"Story Circle": "the app's name"},
    "ui/app/startup.py": {"Story Circle": "the app's name", "Window": "a type"},
    "ui/home/home_screen.py": {"Story Circle": "the app's name"},
    "ui/system/background.py": {"Work": "a type"},
    "ui/widgets/display/rail.py": {"Rail": "a type"},
    "ui/widgets/display/text_marks.py": {
        "QTextEdit { border: 0; background: transparent; padding: 0; }": "a style sheet",
    },
    "ui/widgets/display/tip.py": {'<span style="white-space: pre-wrap">': "markup for Qt"},
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
    "ui/commands.py": {
        "Enter": "the name of a key in the table of commands",
        "Return": "the same key, as Qt has it",
    },
    "ui/session/state.py": {
        "circle.": "the beginning of an attribute's name",
    },
}
"""By file: each text, and why it is no message."""
