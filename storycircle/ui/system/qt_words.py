"""Qt's own words where a person sees them, in the language in use: there is no Qt in Welsh.

They are messages of ours, by the English that Qt has for them.
"""

from PySide6.QtCore import QObject, QTranslator
from PySide6.QtWidgets import QApplication

from storycircle.core.i18n import N_, _, p_
from storycircle.core.i18n.language import ENGLISH, language

_WORDS = frozenset(
    (
        # The menu of a text field.
        *(N_("Undo"), N_("Redo"), N_("Cut"), N_("Copy"), N_("Paste"), N_("Delete")),
        N_("Select All"),
        # Buttons.
        *(N_("OK"), N_("Cancel"), N_("Save"), N_("Close"), N_("Yes"), N_("No"), N_("Choose")),
        # Choosing a file.
        *(N_("Look in:"), N_("File name:"), N_("Directory:"), N_("Files of type:")),
        *(N_("Back"), N_("Forward"), N_("Go back"), N_("Go forward"), N_("Parent Directory")),
        *(N_("Go to the parent directory"), N_("Create New Folder"), N_("Create a New Folder")),
        *(N_("List View"), N_("Change to list view mode"), N_("Detail View")),
        *(N_("Change to detail view mode"), N_("Sidebar"), N_("Files"), N_("All Files (*)")),
        *(N_("List of places and bookmarks"), N_("Rename"), N_("Remove"), N_("New Folder")),
        *(N_("Show hidden files"), N_("Computer"), N_("My Computer"), N_("Drive"), N_("Folder")),
        *(N_("File Folder"), N_("Name"), N_("Size"), N_("Date Modified"), N_("Unknown")),
        N_("%1 already exists.\nDo you want to replace it?"),
        N_("%1\nFile not found.\nPlease verify the correct file name was given."),
        N_("%1\nDirectory not found.\nPlease verify the correct directory name was given."),
        # Printing.
        *(N_("Print"), N_("Printer"), N_("Name:"), N_("Properties"), N_("Location:")),
        *(N_("Type:"), N_("Output file:"), N_("Preview"), N_("Options"), N_("Options >>")),
        *(N_("Options <<"), N_("Local file"), N_("Write PDF file"), N_("Print to File (PDF)")),
        *(N_("Print range"), N_("Print all"), N_("Pages from"), N_("Pages"), N_("Current Page")),
        *(N_("Selection"), N_("Copies"), N_("Copies:"), N_("Collate"), N_("Reverse")),
        *(N_("Output Settings"), N_("Color Mode"), N_("Color"), N_("Grayscale")),
        *(N_("Double Sided Printing"), N_("Off"), N_("Long side binding")),
        *(N_("Short side binding"), N_("Page Set:"), N_("All Pages"), N_("Odd Pages")),
        *(N_("Even Pages"), N_("Printer Properties"), N_("Paper"), N_("Page size:")),
        *(N_("Width:"), N_("Height:"), N_("Paper source:"), N_("Orientation"), N_("Portrait")),
        *(N_("Landscape"), N_("Reverse portrait"), N_("Reverse landscape"), N_("Margins")),
        *(N_("Page"), N_("Page Layout"), N_("Page order:"), N_("Pages per sheet:")),
        *(N_("Job Options"), N_("Advanced")),
    )
)
"""The English of Qt, without the marks of its keys."""


class QtWords(QTranslator):
    """Gives Qt its words in the language that is in use where this is made."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._said = {word: _(word) for word in _WORDS}
        # Words that mean something else in the app.
        self._said["Open"] = p_("the button that opens a file", "Open")
        self._said["to"] = p_("between the first and the last page to print", "to")
        self._said["Type"] = p_("the kind of a file", "Type")
        self._said["None"] = p_("nothing of these, when printing", "None")

    def isEmpty(self) -> bool:
        return False

    def translate(
        self,
        _context: str,
        text: str,
        _disambiguation: str | None = None,
        _count: int = -1,
    ) -> str | None:
        """Our word for a text of Qt's; none leaves it as it is. Its key is not marked: which
        letters are free in a menu is another matter in each language.
        """
        said = self._said.get(text.replace("&", ""))
        return said and said.replace("&", "&&")


def translate_qt(app: QApplication) -> None:
    """Let Qt say its words in the language in use from here on."""
    for words in app.findChildren(QtWords):
        app.removeTranslator(words)
        words.deleteLater()
    if language() is not ENGLISH:
        app.installTranslator(QtWords(app))
