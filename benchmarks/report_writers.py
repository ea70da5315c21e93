"""The report by other writers of PDF: the same circles, headings and stories, as their manuals say.

Each raises ImportError where it is not installed. They set less than ours does: no contents, no
bookmarks, no running heads.
"""

from collections.abc import Callable, Mapping
from html import escape
from io import BytesIO
from typing import Any

from storycircle import resources
from storycircle.paper.afterwards.parts import StoryPart
from storycircle.paper.report.content import ReportForm

_FACES = {
    "": resources.font("SourceSerif4_400Regular"),
    "B": resources.font("SourceSerif4_600SemiBold"),
    "I": resources.font("SourceSerif4_400Regular_Italic"),
}
_TITLE, _CIRCLES, _ACTIONS, _STORIES = (
    *("What the circles committed to", "The circles"),
    *("The actions", "Stories that may be shared"),
)


def platypus(form: ReportForm) -> bytes:
    """By reportlab's own layout."""
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415
    from reportlab.platypus import (  # noqa: PLC0415
        KeepTogether,
        LongTable,
        PageBreak,
        Paragraph,
        SimpleDocTemplate,
    )

    for name, path in _FACES.items():
        pdfmetrics.registerFont(TTFont(f"other{name}", str(path)))
    styles = {
        kind: ParagraphStyle(kind, fontName=f"other{face}", fontSize=size, leading=size * 1.35)
        for kind, face, size in (("n", "", 10.5), ("b", "B", 14), ("i", "I", 10.5), ("h", "B", 20))
    }

    def said(text: str, kind: str = "n") -> Any:
        return Paragraph(escape(text), styles[kind])

    flow = [said(_TITLE, "h"), said(form.closing), PageBreak(), said(_CIRCLES, "h")]
    for circle in form.circles:
        entries = [said(f"{place}  {one.words}") for place, one in enumerate(circle.entries, 1)]
        head = [said(f"Circle {circle.number}", "b"), said(", ".join(circle.members), "i")]
        flow.append(KeepTogether([*head, *entries]))
    flow += [PageBreak(), said(_ACTIONS, "h")]
    for part in form.headings:
        flow.append(said(f"{part.title} ({len(part.entries)})", "b"))
        rows = [[said(e.wording), str(e.circle), said(e.words)] for e in part.entries]
        flow += [LongTable(rows, (230, 40, 190))] if rows else []
    flow.append(said(_STORIES, "h"))
    for story in _stories(form):
        points = [said(point.text) for point in story.points]
        flow.append(KeepTogether([said(story.title, "b"), said(story.quote), *points]))
    file = BytesIO()
    SimpleDocTemplate(file, pagesize=A4).build(flow)
    return file.getvalue()


def fpdf2(form: ReportForm) -> bytes:
    """By fpdf2, with its cells and tables."""
    from fpdf import FPDF  # noqa: PLC0415

    pdf = FPDF(format="A4")
    for style, path in _FACES.items():
        pdf.add_font("S", style, str(path))
    pdf.set_margin(24)
    pdf.set_auto_page_break(True, 24)
    pdf.add_page()

    def line(text: str, size: float = 10.5, style: str = "") -> None:
        pdf.set_font("S", style, size)
        pdf.multi_cell(0, None, text, new_x="LMARGIN", new_y="NEXT")

    line(_TITLE, 30, "B")
    line(form.closing)
    line(_CIRCLES, 20, "B")
    for circle in form.circles:
        line(f"Circle {circle.number}", 14, "B")
        line(", ".join(circle.members), style="I")
        for place, entry in enumerate(circle.entries, 1):
            line(f"{place}  {entry.words}")
    line(_ACTIONS, 20, "B")
    for part in form.headings:
        line(f"{part.title} ({len(part.entries)})", 13, "B")
        pdf.set_font("S", "", 9.7)
        with pdf.table(col_widths=(80, 14, 68), first_row_as_headings=False) as table:
            for entry in part.entries:
                row = table.row()
                for text in (entry.wording, str(entry.circle), entry.words):
                    row.cell(text)
    line(_STORIES, 20, "B")
    for story in _stories(form):
        line(story.title, 11.3, "B")
        line(story.quote)
        for point in story.points:
            line(point.text)
    return bytes(pdf.output())


def weasyprint(form: ReportForm) -> bytes:
    """By WeasyPrint, from a page of HTML."""
    from weasyprint import HTML  # noqa: PLC0415

    kinds = {"": (400, "normal"), "B": (600, "normal"), "I": (400, "italic")}
    css = "".join(
        f"@font-face{{font-family:S;src:url('{path.as_uri()}');"
        f"font-weight:{kinds[name][0]};font-style:{kinds[name][1]}}}"
        for name, path in _FACES.items()
    )
    css += "@page{size:A4;margin:24mm}body{font:10.5pt S}.c{break-inside:avoid}"
    out = [f"<title>{escape(form.event)}</title><style>{css}</style><h1>{_TITLE}</h1>"]
    out += [f"<p>{escape(form.closing)}</p><h1>{_CIRCLES}</h1>"]
    for circle in form.circles:
        entries = "".join(f"<li>{escape(entry.words)}</li>" for entry in circle.entries)
        names = escape(", ".join(circle.members))
        out.append(
            f"<div class=c><h2>Circle {circle.number}</h2><em>{names}</em><ol>{entries}</ol></div>"
        )
    out.append(f"<h1>{_ACTIONS}</h1>")
    for part in form.headings:
        rows = "".join(
            f"<tr><td>{escape(e.wording)}</td><td>{e.circle}</td><td>{escape(e.words)}</td></tr>"
            for e in part.entries
        )
        out.append(f"<h2>{escape(part.title)}</h2><table>{rows}</table>")
    out.append(f"<h1>{_STORIES}</h1>")
    for story in _stories(form):
        points = "".join(f"<p>{escape(point.text)}</p>" for point in story.points)
        out.append(
            f"<div class=c><h3>{escape(story.title)}</h3>{escape(story.quote)}{points}</div>"
        )
    return bytes(HTML(string="".join(out)).write_pdf())


def _stories(form: ReportForm) -> list[StoryPart]:
    return [*form.unnamed, *(story for circle in form.circles for story in circle.stories)]


OTHERS: Mapping[str, Callable[[ReportForm], bytes]] = {
    "platypus": platypus,
    "fpdf2": fpdf2,
    "WeasyPrint": weasyprint,
}
