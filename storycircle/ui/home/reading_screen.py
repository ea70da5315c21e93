"""Pages to be read inside the app: the guide, and what the app is built of with its licences."""

import re
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QFont,
    QImage,
    QResizeEvent,
    QShowEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextImageFormat,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTextEdit,
    QWidget,
)

from storycircle.core.commands import keys
from storycircle.core.formats.guide_text import Block, Style, read_guide
from storycircle.core.i18n import _
from storycircle.core.i18n.language import ENGLISH, language
from storycircle.jobs.documents import guide_pages
from storycircle.ui.commands import bind
from storycircle.ui.home.built_with import built_with_lines, licence_texts
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.line_edit import Field
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.layouts import side_by_side

_WIDE = 1120  # px at 100 % of the page, as of the page on the method
_SIDE = 300  # px at 100 % of the list
_HEADINGS = {1: 28, 2: 22, 3: 18}  # px at 100 %, by level
_PICTURE = 640  # px at 100 % that a picture is wide at most
_STEP = 24  # px at 100 % by which points stand in
_AIR = 2  # px by which a title may be drawn narrower than it was measured
_Index = QModelIndex | QPersistentModelIndex
_ANY = 1 << 20  # px: no bound
_LINE = 122  # per cent of a line's own height


class Entry(Struct, frozen=True):
    """A place of the page that the list leads to. text: all that is said until the next one."""

    title: str
    level: int
    block: int
    text: str


def guide_document(theme: Theme) -> QTextDocument:
    """The whole guide, the short pages first, in the theme's type."""
    document = QTextDocument()
    document.setDefaultFont(theme.serif(17))
    cursor = QTextCursor(document)
    for page in guide_pages():
        for block in read_guide(page.read_text(encoding="utf-8")):
            if block.picture:
                _write_picture(cursor, page.parent / block.picture, block.text, theme)
            else:
                _write_block(cursor, block, theme)
    _set_type(document, theme)
    return document


def _write_block(cursor: QTextCursor, block: Block, theme: Theme) -> None:
    """A heading, a point, or a paragraph of the guide."""
    shape = QTextBlockFormat()
    shape.setHeadingLevel(block.level)
    if block.inside:
        shape.setLeftMargin(theme.px(_STEP))
        shape.setTextIndent(-theme.px(_STEP) if block.mark else 0)
    _begin_block(cursor, shape)
    if block.mark:
        cursor.insertText(f"{block.mark}\u2002", QTextCharFormat())
    for piece in block.pieces:
        letters = QTextCharFormat()
        if piece.style is Style.STRONG:
            letters.setFontWeight(QFont.Weight.DemiBold)
        elif piece.style is Style.SHOWN:
            letters.setFontItalic(True)
        elif piece.style is Style.TYPED:
            letters.setFont(theme.sans(16))
        cursor.insertText(piece.text, letters)


def _write_picture(cursor: QTextCursor, path: Path, said: str, theme: Theme) -> None:
    """A picture of the screen, a dark one where the theme is; what it shows, below."""
    dark = path.with_stem(f"{path.stem}-dark")
    image = QImage(str(dark if theme.dark and dark.is_file() else path))
    name = path.name
    cursor.document().addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), image)
    shape = QTextBlockFormat()
    shape.setTopMargin(theme.px(12))
    _begin_block(cursor, shape)
    picture = QTextImageFormat()
    picture.setName(name)
    picture.setProperty(QTextFormat.Property.ImageAltText, said)
    picture.setWidth(theme.px(_PICTURE))
    picture.setHeight(theme.px(_PICTURE) * image.height() / max(1, image.width()))
    cursor.insertImage(picture)
    _begin_block(cursor, QTextBlockFormat())
    letters = QTextCharFormat()
    letters.setFontItalic(True)
    cursor.insertText(said, letters)


def _begin_block(cursor: QTextCursor, shape: QTextBlockFormat) -> None:
    if cursor.position():
        cursor.insertBlock(shape, QTextCharFormat())
    else:
        cursor.setBlockFormat(shape)


def about_document(theme: Theme) -> QTextDocument:
    """What the app is built of, and the licences of what is shipped in it."""
    document = QTextDocument()
    document.setDefaultFont(theme.serif(17))
    parts = [(_("Built with"), "\n".join(built_with_lines())), *licence_texts()]
    cursor = QTextCursor(document)
    for title, text in parts:
        heading = QTextBlockFormat()
        heading.setHeadingLevel(2)
        if cursor.position():
            cursor.insertBlock(heading)
        else:
            cursor.setBlockFormat(heading)
        cursor.insertText(title)
        for paragraph in text.strip().split("\n"):
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            cursor.insertText(paragraph.strip())
    _set_type(document, theme)
    return document


def _set_type(document: QTextDocument, theme: Theme) -> None:
    """The type of headings, and lines with room between them."""
    cursor, block = QTextCursor(document), document.begin()
    while block.isValid():
        shape, level = block.blockFormat(), block.blockFormat().headingLevel()
        cursor.setPosition(block.position())
        if level:
            cursor.movePosition(cursor.MoveOperation.EndOfBlock, cursor.MoveMode.KeepAnchor)
            letters = QTextCharFormat()
            letters.setFont(theme.serif(_HEADINGS.get(level, 17), 600))
            cursor.setCharFormat(letters)
            shape.setTopMargin(theme.px(24) if block.blockNumber() else 0)
        shape.setBottomMargin(max(shape.bottomMargin(), theme.px(4)))
        if "\ufffc" not in block.text():  # a picture needs no room between lines
            shape.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(shape)
        block = block.next()


def entries_of(document: QTextDocument) -> list[Entry]:
    """The headings of a page, and the paragraphs that begin with strong words, with their texts."""
    found: list[tuple[str, int, int, list[str]]] = []
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        title = block.text() if level else _strong_beginning(block)
        if title:
            found.append((title, level or 4, block.blockNumber(), []))
        if found:
            found[-1][3].append(block.text())
        block = block.next()
    return [Entry(title, level, at, "\n".join(texts)) for title, level, at, texts in found]


def _strong_beginning(block: QTextBlock) -> str:
    pieces = block.begin()
    while not pieces.atEnd():
        piece = pieces.fragment()
        if piece.charFormat().fontWeight() >= QFont.Weight.DemiBold:
            return piece.text().rstrip(" .:")
        if not re.fullmatch(r"(•|\d+\.)\u2002", piece.text()):
            return ""
        pieces += 1
    return ""


class _Page(QTextEdit):
    """The text, with pictures no wider than it is. most: px of a picture."""

    def __init__(self, document: QTextDocument, most: int) -> None:
        super().__init__()
        self._most = most
        document.setParent(self)
        self.setDocument(document)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width() - 2 * round(self.document().documentMargin())
        wide = max(1, min(self._most, room))
        cursor = QTextCursor(self.document())
        while not (cursor := self.document().find("\ufffc", cursor)).isNull():
            picture = cursor.charFormat().toImageFormat()
            if picture.isValid() and picture.width() != wide:
                picture.setHeight(picture.height() * wide / picture.width())
                picture.setWidth(wide)
                cursor.setCharFormat(picture)


class ReadingScreen(QWidget):
    """A page with its headings beside it, and a field that finds words in it.

    printRequested: what prints of it is wanted, where it can be printed.
    """

    backRequested = Signal()
    printRequested = Signal()

    def __init__(
        self,
        theme: Theme,
        title: str,
        document: QTextDocument,
        remark: str = "",
        *,
        prints: bool = False,
    ) -> None:
        super().__init__()
        self.setWindowTitle(title)
        self._theme, self._beside = theme, True
        self._entries = entries_of(document)
        self._page = layouts.column(self, theme.px(12))
        self._page.addLayout(self._head(title, prints=prints))
        if remark:
            self._page.addWidget(label.hint(theme, remark))
        self.field = Field(theme, hint=_("Find words"), serif=False)
        self.field.setAccessibleName(_("Find words in this page"))
        self.field.textChanged.connect(self._filter)
        self.field.returnPressed.connect(self._to_first)
        self.list = QListWidget()
        self.list.setAccessibleName(_("On this page"))
        self.list.setFont(theme.sans(15))
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)  # lines break anew in another width
        self.list.setSpacing(theme.px(3))
        self.list.setItemDelegate(_WholeTitles(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.currentItemChanged.connect(self._turn_to)
        self.list.itemActivated.connect(self._read_on)
        self.text = self._browser(document, title)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(theme.px(24))
        side = layouts.column(spacing=theme.px(8))
        side.addWidget(self.field)
        side.addWidget(self.list)
        self._side = QWidget()
        self._side.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        self._halves.addWidget(self._side)
        self._halves.addWidget(self.text, 1)
        self._page.addLayout(self._halves, 1)
        self._filter("")
        self.setFocusProxy(self.text)
        bind(self, keys.BACK, self.backRequested)

    def _head(self, title: str, *, prints: bool) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(self._theme.px(12))
        head.addWidget(label.page_title(self._theme, title), 1)
        if prints:
            key, act = keys.PRINT_GUIDE, self.printRequested
            button = Button(self._theme, _("Print …"), key.cap, act=act)
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            bind(self, key, act)
        back = Button(self._theme, _("Back"), keys.BACK.cap, act=self.backRequested)
        head.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _browser(self, document: QTextDocument, title: str) -> QTextEdit:
        text = _Page(document, self._theme.px(_PICTURE))
        text.setReadOnly(True)
        text.setAccessibleName(title)
        flags = Qt.TextInteractionFlag
        text.setTextInteractionFlags(flags.TextSelectableByKeyboard | flags.TextSelectableByMouse)
        text.setMinimumSize(QSize(self._theme.px(280), self._theme.px(120)))
        return text

    @property
    def titles(self) -> list[str]:
        """The headings that are listed."""
        return [self.list.item(row).text().strip() for row in range(self.list.count())]

    def _filter(self, words: str) -> None:
        """List the headings below which these words stand; all where there are none."""
        wanted = words.casefold().split()
        self.list.blockSignals(True)
        self.list.clear()
        for entry in self._entries:
            said = entry.text.casefold()
            if all(word in said for word in wanted):
                item = QListWidgetItem("  " * (entry.level // 2) + entry.title)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, entry.title)
                item.setData(Qt.ItemDataRole.UserRole, entry.block)
                self.list.addItem(item)
        self.list.blockSignals(False)
        self._show_list()
        self.field.setAccessibleDescription("" if self.list.count() else _("Not on this page."))

    def _show_list(self) -> None:
        """Where the list has no room beside the text, it comes when words are looked for."""
        self.list.setVisible(self._beside or bool(self.field.text().strip()))

    def _to_first(self) -> None:
        """Enter in the field: to the first place where the words stand, marked there."""
        if not self.list.count():
            return
        self.list.setCurrentRow(0)
        words = self.field.text().split()
        self.text.setFocus()
        if words:
            self.text.find(words[0])

    def _read_on(self) -> None:
        self.text.setFocus()

    def _turn_to(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        block = self.text.document().findBlockByNumber(item.data(Qt.ItemDataRole.UserRole))
        self.text.setTextCursor(QTextCursor(block))
        top = self.text.document().documentLayout().blockBoundingRect(block).top()
        self.text.verticalScrollBar().setValue(round(top))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.text.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        theme = self._theme
        side = max(24, (self.width() - theme.px(_WIDE)) // 2)
        self._page.setContentsMargins(side, 24, side, 24)
        beside = side_by_side(self._halves, self.width() / theme.scale)
        self._side.setMaximumWidth(theme.px(_SIDE) if beside else _ANY)
        self.list.setMaximumHeight(_ANY if beside else self.height() // 4)
        self._beside = beside
        self._show_list()
        super().resizeEvent(event)


class _WholeTitles(QStyledItemDelegate):
    """Gives each title of a list the lines it needs: Qt breaks it for the list's whole width, and
    then draws it within the space on both sides.
    """

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        room = QStyleOptionViewItem(option)
        view = self.parent()
        if isinstance(view, QListWidget):
            room.rect = option.rect.adjusted(0, 0, -2 * view.spacing() - _AIR, 0)
        return super().sizeHint(room, index)


def new_guide(theme: Theme) -> ReadingScreen:
    """The guide inside the app; where the app speaks another language, that it is in English."""
    remark = "" if language() is ENGLISH else _("The guide is in English.")
    return ReadingScreen(theme, _("The guide"), guide_document(theme), remark, prints=True)


def new_about(theme: Theme) -> ReadingScreen:
    """What this is: its version, what is built in, and the licences."""
    remark = _("It opens no network connection. Everything stays on this laptop.")
    return ReadingScreen(theme, _("About Story Circle"), about_document(theme), remark)
