"""What stands below a long list: which of its rows are in sight, how they are sorted, and by which
key that is changed.
"""

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.ui.organiser.merge.file_table import FileTable
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.label import Text


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
        first, last = table.in_sight()
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
            back=keys.SORT_BACK.cap,
        )
        self.setText(" ".join(filter(None, (seen, order, way))))
