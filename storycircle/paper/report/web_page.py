"""The report as a web page in one file, which everyone can read: with a screen reader, large, dark,
on a telephone, printed. It loads nothing and runs nothing.

The page is built as a tree, so that what people typed cannot be read as markup. Each such text
finds its own reading direction, and the bars are drawn beside figures that are text.
"""

from collections.abc import Callable, Sequence
from datetime import date
from xml.etree import ElementTree as ET

from storycircle.core import i18n
from storycircle.core.i18n import _, p_
from storycircle.core.i18n.language import language
from storycircle.core.text import Point, turned_visible
from storycircle.paper.afterwards.parts import Part, PartDocument, Place, Section, StoryPart
from storycircle.paper.afterwards.web_parts import section_name, write_part
from storycircle.paper.afterwards.what_became import (
    STATES,
    BecameGroup,
    WhatBecame,
    action_columns,
    action_row,
    counts_columns,
    counts_rows,
    what_became,
)
from storycircle.paper.report.content import (
    OWN_WORDS,
    REPORT_WORDING,
    TITLE,
    CirclePart,
    HeadingPart,
    ReportForm,
    about_commitments,
    about_stories,
    actions_title,
    counts,
    quoted,
    themes,
    where_told,
)
from storycircle.paper.report.overviews import (
    Cell,
    Column,
    Key,
    Kind,
    Table,
    by_cell,
    shown,
    tables_of,
)
from storycircle.paper.typesetting.canvas import document_language
from storycircle.resources import page_style

MOST_LISTED = 24
"""Circles that stand one by one in the contents; more are folded into one line."""
_LOADS_NOTHING = "default-src 'none'; style-src 'unsafe-inline'"

_Element = ET.Element
_Part = tuple[str, str, Callable[[_Element, ReportForm], None]]
"""The anchor of a part, its title, and what writes it."""


def write_html(form: ReportForm) -> bytes:
    """The report as a web page, UTF-8."""
    page = _page(_("{report}: {event}", report=_(TITLE), event=form.event))
    body = _add(page, "body")
    _add(body, "a", _("Straight to the report"), kind="skip", href="#report")
    _front(_add(body, "header"), form)
    parts = _parts(form)
    if parts:
        _contents(_add(body, "nav", aria_labelledby="contents"), form, parts)
    main = _add(body, "main", id="report")
    _numbers(main, form)
    for name, title, write in parts:
        section = _add(main, "section", aria_labelledby=name)
        _add(section, "h2", title, id=name)
        write(section, form)
    _add(_add(body, "footer"), "p", _("Made with Story Circle."))
    return _written_page(page)


def write_parts_html(document: PartDocument) -> bytes:
    """A document of parts as a web page, UTF-8."""
    page = _page(document.name)
    body = _add(page, "body")
    _add(body, "a", _("Straight to the report"), kind="skip", href="#report")
    header = _add(body, "header")
    _line(header, document.over, "second")
    _typed(header, "h1", document.title)
    for line in document.lines:
        _line(header, line)
    _line(header, document.question, "question")
    if document.rows:
        rows = _add(_add(header, "table"), "tbody")
        for row in document.rows:
            _cells(rows, (row.name, "\n".join((*row.lines, row.small))))
    for line in document.foot:
        _line(header, line, "second")
    _parts_contents(_add(body, "nav", aria_labelledby="contents"), document)
    main = _add(body, "main", id="report")
    if not document.rows:
        _line(main, document.closing)
    for part in document.parts:
        name = f"part-{part.key}"
        section = _add(main, "section", aria_labelledby=name)
        _add(section, "h2", part.heading, id=name)
        write_part(section, part, _typed, _story)
    footer = _add(body, "footer")
    if document.rows:
        _line(footer, document.closing)
    _add(footer, "p", _("Made with Story Circle."))
    return _written_page(page)


def _parts_contents(nav: _Element, document: PartDocument) -> None:
    """Chapters with their sections, each with its own number where the document has numbers."""
    _add(nav, "h2", _("Contents"), id="contents")
    listed = _add(nav, "ol", kind="numbered" if document.rows else "")
    for part in document.parts:
        item = _add(listed, "li")
        _add(item, "a", part.heading, href=f"#part-{part.key}")
        sections = [(n, b) for n, b in enumerate(part.blocks) if isinstance(b, Section)]
        within = _add(item, "ol") if sections else item
        for place, block in sections:
            link = _add(_add(within, "li"), "a", href=f"#{section_name(part, place)}")
            link.text = turned_visible(block.heading)


def _written_page(page: _Element) -> bytes:
    # As text, then encoded whole: to bytes each word would be encoded by itself.
    written = in_html(page)
    return f"<!doctype html>\n{written}\n".encode()


def _page(title: str) -> _Element:
    """A page with its head."""
    side = "rtl" if language().right_to_left else "ltr"
    page = _Element("html", {"lang": document_language(), "dir": side})
    head = _add(page, "head")
    _add(head, "meta", charset="utf-8")
    _add(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    policy = {"http-equiv": "Content-Security-Policy", "content": _LOADS_NOTHING}
    ET.SubElement(head, "meta", policy)
    _add(head, "title", title)
    _add(head, "style", page_style().read_text("utf-8"))
    return page


def _parts(form: ReportForm) -> list[_Part]:
    chapter = what_became(form)
    every: tuple[tuple[object, _Part], ...] = (
        *_written(form, Place.FRONT),
        (form.circles, ("circles", _("The circles"), _circles)),
        (form.entries, ("actions", actions_title(form), _headings)),
        (form.commitments, ("commitments", _("Who committed to what"), _commitments)),
        *_written(form, Place.AFTER_ACTIONS),
        (chapter, ("became", chapter.title if chapter else "", _became)),
        (form.stories, ("stories", _("Stories that may be shared"), _stories)),
        *_written(form, Place.BACK),
    )
    parts = [part for there, part in every if there]
    tables = tables_of(form)
    return parts + [(f"table-{one.key}", one.title, _writer_of(one)) for one in tables]


def _written(form: ReportForm, place: Place) -> list[tuple[object, _Part]]:
    """What organisers wrote and stalls tell, at a place."""

    def writer(part: Part) -> Callable[[_Element, ReportForm], None]:
        return lambda section, _form: write_part(section, part, _typed, _story)

    return [(part, (f"part-{part.key}", part.title, writer(part))) for part in form.parts_at(place)]


def _front(header: _Element, form: ReportForm) -> None:
    _line(header, form.series, "second")
    _add(header, "h1", _(TITLE))
    _line(header, form.occasion)
    _line(header, form.venue)
    _line(header, form.question, "question")


def _contents(nav: _Element, form: ReportForm, parts: Sequence[_Part]) -> None:
    _add(nav, "h2", _("Contents"), id="contents")
    listed = _add(nav, "ol")
    for name, title, _write in parts:
        item = _add(listed, "li")
        _add(item, "a", title, href=f"#{name}")
        if name == "circles":
            _circle_links(item, form)


def _circle_links(item: _Element, form: ReportForm) -> None:
    if len(form.circles) > MOST_LISTED:
        item = _add(item, "details")
        _add(item, "summary", _("Circle by circle"))
    listed = _add(item, "ul")
    for place, circle in enumerate(form.circles):
        link = _add(_add(listed, "li"), "a", href=f"#circle-{place}")
        link.text = _("Circle {number}", number=circle.number)


def _numbers(main: _Element, form: ReportForm) -> None:
    """The event in numbers, and where the actions point."""
    _line(main, counts(form))
    if form.placed and form.entries:
        most = max(len(part.entries) for part in form.headings)
        columns = (Column(_("Heading"), 5), Column(_("Actions"), 6))
        rows = _table(main, columns, _("Where the actions point"))
        for part in form.headings:
            _bar(_add(rows, "tr"), part, most)
    _line(main, form.closing)


def _bar(row: _Element, part: HeadingPart, most: int) -> None:
    """A heading with its figure, and a bar that repeats it."""
    count = len(part.entries)
    _typed(row, "th", part.title, scope="row")
    cell = _add(row, "td", i18n.figures(count))
    wide = f"inline-size:{100 * count / most:.1f}%"
    _add(cell, "span", kind="bar", aria_hidden="true", style=wide)


def _circles(section: _Element, form: ReportForm) -> None:
    _line(section, _("Membership and actions, as each circle wrote them."), "about")
    for place, circle in enumerate(form.circles):
        _circle(section, circle, f"circle-{place}")


def _circle(section: _Element, circle: CirclePart, name: str) -> None:
    article = _add(section, "article", kind="circle", aria_labelledby=name)
    _add(article, "h3", _("Circle {number}", number=circle.number), id=name)
    _line(article, circle.where, "second")
    _line(article, circle.theme)
    _line(article, ", ".join(circle.members) or _("no names noted"), "names")
    if not circle.entries:
        _line(article, _("No action was written down."), "second")
        return
    listed = _add(article, "ol")
    for entry in circle.entries:
        _typed(listed, "li", entry.words)


def _headings(section: _Element, form: ReportForm) -> None:
    circle = Column(_("Circle"), 2, Kind.NUMBER)
    for part in form.headings:
        title = _("{heading} ({count})", heading=part.title, count=len(part.entries))
        _typed(section, "h3", title)
        if not part.entries:
            _line(section, _("No action stands here."), "second")
            continue
        rows = _table(section, (Column(_(REPORT_WORDING), 9), circle, Column(_(OWN_WORDS), 8)))
        for entry in part.entries:
            row = _add(rows, "tr")
            _typed(row, "td", entry.wording)
            _add(row, "th", str(entry.circle), scope="row")
            own = _("in the same words") if entry.same else entry.words
            _typed(row, "td", own, kind="own")


def _commitments(section: _Element, form: ReportForm) -> None:
    _line(section, about_commitments(form), "about")
    columns = (
        Column(_("Circle"), 2, Kind.NUMBER), Column(_("Action"), 9), Column(_("Who"), 4),
        Column(_("By when"), 4),
    )  # fmt: skip
    rows = _table(section, columns)
    for entry in form.commitments:
        _cells(rows, (entry.circle, entry.words, entry.who_words, by_cell(entry)))
    _line(section, form.not_noted, "second")


def _became(section: _Element, form: ReportForm) -> None:
    """What became of the actions: bars beside their figures, then each below its heading."""
    chapter = what_became(form)
    if chapter is None:
        return
    _line(section, chapter.about, "about")
    _became_bars(section, chapter)
    for group in chapter.headings:
        title = _("{heading} ({count})", heading=group.title, count=len(group.actions))
        _typed(section, "h3", title)
        rows = _table(section, action_columns())
        for one in group.actions:
            _cells(rows, action_row(one))
    _add(section, "h3", p_("title of a table", "By circle"))
    rows = _table(section, counts_columns(_("Circle")))
    for row in counts_rows(chapter.circles):
        _cells(rows, row)
    _line(section, chapter.never_words, "second")


def _became_bars(section: _Element, chapter: WhatBecame) -> None:
    """A row for each heading: how many are in each state, and the same as a bar."""
    columns = counts_columns(_("Heading"))
    rows = _table(section, columns)
    for group, cells in zip(chapter.headings, counts_rows(chapter.headings), strict=True):
        _cells(rows, cells)
        rows[-1].set("class", "over")
        cell = _add(_add(rows, "tr", aria_hidden="true"), "td", colspan=str(len(columns)))
        _state_bar(_add(cell, "span", kind="states"), group, chapter.most)


def _state_bar(bar: _Element, group: BecameGroup, most: int) -> None:
    for state in STATES:
        if count := group.counts.get(state, 0):
            kind = f"state {(state or 'no_word').replace('_', '-')}"
            wide = f"inline-size:{100 * count / most:.1f}%"
            _add(bar, "span", kind=kind, style=wide)


def _stories(section: _Element, form: ReportForm) -> None:
    _line(section, about_stories(form), "about")
    for story in form.stories:
        _story(_add(section, "article"), story)


def _story(article: _Element, story: StoryPart) -> None:
    _typed(article, "h3", story.title or _("A story"))
    _line(article, where_told(story.circle, story.teller), "second")
    _points(article, story.points)
    if story.quote:
        _line(_add(article, "blockquote"), quoted(story.quote))
    _line(article, themes(story.tags), "second")


def _points(article: _Element, points: Sequence[Point]) -> None:
    """The points as lists within lists, by how far each is indented."""
    within = [article]  # what holds the list of each depth
    lists: list[_Element] = []
    for point in points:
        depth = min(point.depth, len(lists))
        del lists[depth + 1 :], within[depth + 1 :]
        if depth == len(lists):
            lists.append(_add(within[depth], "ul"))
        within.append(_typed(lists[depth], "li", point.text))


def _writer_of(table: Table) -> Callable[[_Element, ReportForm], None]:
    def write(section: _Element, _form: ReportForm) -> None:
        _line(section, table.about, "about")
        if table.key is Key.NAMES:
            _index(section, table)
            return
        rows = _table(section, table.columns)
        for row in table.rows:
            _cells(rows, row)

    return write


def _index(section: _Element, table: Table) -> None:
    """The names in columns, each with its circles."""
    listed = _add(section, "ul", kind="index")
    for name, circles in table.texts:
        _typed(listed, "li", _("{name}, {circles}", name=name, circles=circles))


def _table(parent: _Element, columns: Sequence[Column], caption: str = "") -> _Element:
    """A table's body, below the titles of its columns: numbers take little, the others share the
    rest. Where there is no room for that, what a row is of stands above its cells.
    """
    figures = sum(column.kind is Kind.NUMBER for column in columns)
    kind = " ".join(("rows", "counts") if figures > _MOST_WIDE else ("rows",))
    table = _add(parent, "table", kind=kind, style=f"--beside:{max(1, len(columns) - 1)}")
    if caption:
        _add(table, "caption", caption)
    group = _add(table, "colgroup")
    every = sum(column.wide for column in columns if column.kind is not Kind.NUMBER)
    for column in columns:
        if column.kind is Kind.NUMBER:
            _add(group, "col", kind="number")
        else:
            _add(group, "col", style=f"width:{100 * column.wide / every:.0f}%")
    row = _add(_add(table, "thead"), "tr")
    for column in columns:
        _add(row, "th", column.title, scope="col")
    return _add(table, "tbody")


_MOST_WIDE = 3
"""Columns of figures whose titles a telephone has room for; those of more are turned."""


def _cells(rows: _Element, cells: Sequence[Cell]) -> None:
    """A row of a table; its first cell says what the row is of."""
    row = _add(rows, "tr")
    for place, cell in enumerate(cells):
        made = _typed(row, "td", "") if place else _typed(row, "th", "", scope="row")
        if isinstance(cell, date):
            made = _add(made, "time", datetime=cell.isoformat())
        made.text = turned_visible(shown(cell))


def _line(parent: _Element, text: str, kind: str = "") -> None:
    """A paragraph, where it says something."""
    if text:
        _typed(parent, "p", text, kind=kind)


def _typed(parent: _Element, tag: str, text: str, kind: str = "", **given: str) -> _Element:
    """An element with words of people, whose reading direction follows from its letters."""
    return _add(parent, tag, text, kind, dir="auto", **given)


def _add(parent: _Element, tag: str, text: str = "", kind: str = "", **given: str) -> _Element:
    """An element at the end of another. kind: its class. given: attributes, "_" for "-"."""
    values = {name.replace("_", "-"): value for name, value in given.items()}
    made = ET.SubElement(parent, tag, {**({"class": kind} if kind else {}), **values})
    made.text = turned_visible(text) or None
    return made


_EMPTY = frozenset(("br", "col", "hr", "img", "link", "meta"))
"""Elements without an end."""
_AS_IT_IS = frozenset(("script", "style"))
"""Elements whose text is no text of HTML."""


def in_html(page: _Element) -> str:
    """A page as HTML, as ElementTree writes it: that one looks through all of it for namespaces
    first, and asks each element for its kind three times.
    """
    out: list[str] = []
    _write(page, out.append)
    return "".join(out)


def _write(element: _Element, out: Callable[[str], object]) -> None:
    tag, text, tail = element.tag, element.text, element.tail
    begun = tag
    for name, value in element.items():
        begun += f' {name}="{_attribute(value)}"'
    if text:
        out(f"<{begun}>{text if tag in _AS_IT_IS else _escaped(text)}")
    else:
        out(f"<{begun}>")
    for part in element:
        _write(part, out)
    if tag not in _EMPTY:
        out(f"</{tag}>")
    if tail:
        out(_escaped(tail))


def _escaped(text: str) -> str:
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


def _attribute(value: str) -> str:
    if value.isalnum():
        return value
    return value.replace("&", "&amp;").replace(">", "&gt;").replace('"', "&quot;")
