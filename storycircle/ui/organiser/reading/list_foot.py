"""What stands below a long list: which of its rows are in sight, how they are sorted, and by which
key that is changed.
"""

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.ui.organiser.merge.file_table import FileTable
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.label import Text


def in_sight(table: FileTable) -> tuple[int, int]:
    """The places, from 1, of the first and the last row that is seen whole; 0 for none."""
    count, height = len(table.found), table.viewport().height()
    if not count:
        return 0, 0
    top, bottom = table.rowAt(0), table.rowAt(height - 1)
    first = max(top, 0) + (top >= 0 and table.rowViewportPosition(top) < 0)
    last = count - 1 if bottom < 0 else bottom
    cut = table.rowViewportPosition(last) + table.rowHeight(last) > height
    return min(first, last) + 1, max(last - cut, min(first, last)) + 1


class ListFoot(Text):
    """One line below a list whose rows are one line each; nothing below any other."""

    def __init__(self, theme: Theme, table: FileTable) -> None:
        super().__init__(theme, "", theme.sans(14), theme.palette.ink_2, 20)
        self._table, self._first = table, ""
        self.hide()
        table.seenChanged.connect(self.say)

    def say_order(self, words: str) -> None:
        """Say, in a sentence, how the rows stand until they are sorted."""
        self._first = words
        self.say()

    def say(self) -> None:
        """Say what is in sight now."""
        table = self._table
        first, last = in_sight(table)
        self.setVisible(table.each_one_line and last > 0 and not table.isHidden())
        if self.isHidden():
            return
        seen = _(
            "{first} to {last} of {figures}.",
            first=i18n.figures(first),
            last=i18n.figures(last),
            figures=i18n.figures(len(table.found)),
        )
        order = table.sorted_words() or self._first
        way = _(
            "{key} sorts by the next column, {back} from its end.",
            key=keys.SORT_LIST.cap,
            back=keys.SORT_LIST_BACK.cap,
        )
        self.setText(" ".join(filter(None, (seen, order, way))))
