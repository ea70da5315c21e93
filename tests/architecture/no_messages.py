"""Texts of the code that read like words and that nobody is shown, or that no language changes."""

from storycircle.store.exchange import untrusted_file

_HELP = "click's help of commands and options is in English, as the docstrings are that it prints"
_APP = "the app's name"
_FILE = "part of a file's name, the same in every language: laptops and scripts look for it"
_PDF = "a name of PDF's own"
_FOLDER = "a folder of the system's"
_SETTING = "the key of a setting"
_SQLITE = "what SQLite says, to be looked for"
_DEMO = "the demonstration's event was held in English, and is told in it"

NO_MESSAGES: dict[str, dict[str, str]] = {
    "cli/main.py": {
        "The library to use instead of your own.": _HELP,
        "Circle files are sealed to your key.": _HELP,
        "A second key that opens them too.": _HELP,
        "Seal it. ": _HELP,
        "All circles, as an archive (.zip) to merge.": _HELP,
        "Say what would happen; change nothing.": _HELP,
        "Take in what needs your leave: as the line of its file says.": _HELP,
    },
    "cli/options.py": {
        "The file.": _HELP,
        "The event's title, where there are several.": _HELP,
        "The circle's number.": _HELP,
    },
    "cli/print_commands.py": {
        "Attach the circle file, for the organiser.": _HELP,
        "For the tellers of stories that leave.": _HELP,
    },
    "jobs/demo.py": {
        "A story for this demonstration": _DEMO,
        (
            "The stories of June 2007 were told, not written down.\nThis one stands in its place."
        ): _DEMO,
        "report.": _FILE,
    },
    "jobs/documents.py": {
        " with data.pdf": _FILE,
        "with data": _FILE,
        "all slips": "the key of a paper",
        "all sheets.pdf": _FILE,
        "all slips.pdf": _FILE,
        "empty sheet.pdf": _FILE,
    },
    "jobs/export.py": {"taken out": _FILE},
    "jobs/merge.py": {"Story Circle": _APP},
    "paper/report/spreadsheet.py": {"Story Circle": _APP},
    "paper/report/word.py": {
        "Story Circle": _APP,
        "Georgia": "a typeface",
        **dict.fromkeys(
            ["Normal", "Title", "Heading 1", "Heading 2", "List Number", "Quote", "Table Grid"],
            "what Word calls a style, in every language",
        ),
    },
    "paper/typesetting/canvas.py": {
        "Story Circle": _APP,
        **dict.fromkeys("Size Type Params Filespec Names".split(), _PDF),
        " /IM true /BPC 1 /F [/AHx /Fl] ID": _PDF,
    },
    "paper/typesetting/fonts.py": {
        **dict.fromkeys("Fonts Microsoft Windows /System".split(), _FOLDER),
        "System-": "what a face of the system is called inside",
    },
    "paper/typesetting/line_breaking.py": {"Cf": "a category of Unicode"},
    "paper/typesetting/shaping.py": {"Cf": "a category of Unicode"},
    "store/connection.py": {"disk I/O": _SQLITE},
    "store/exchange/apply_merge.py": {
        **dict.fromkeys(
            [
                "id, version, digest",
                "id, version",
                "id, digest",
                "circle, content",
                "circle, at, corrected",
            ],
            "columns of a table",
        ),
        "merge copy": _SETTING,
        "merge mark": _SETTING,
    },
    "store/exchange/untrusted_file.py": {untrusted_file._READER: "a program"},
    "store/local.py": {"opening words ": _SETTING},
    "store/safety/backups.py": {"merge copy": _SETTING, "merge mark": _SETTING},
    "store/safety/damage_detection.py": {"no such": _SQLITE},
    "store/safety/disk.py": {"disk I/O": _SQLITE},
}
"""By file: each text, and why it is no message."""
