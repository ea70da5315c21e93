"""The report as a web page: for everyone, from nowhere else, and nothing typed is markup."""

import json
import os
import re
import shutil
import subprocess
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from msgspec.structs import replace
from pypdf import PdfReader

from storycircle.core.consent.shareable import leaving_all
from storycircle.core.formats.json_document import write_document
from storycircle.core.model import Action, Event, Gathered, Sharing, Story
from storycircle.core.reviews.review import Review, ReviewState
from storycircle.languages import spoken
from storycircle.paper.report.content import report_form
from storycircle.paper.report.web_page import MOST_LISTED, in_html, write_html
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.line_breaking import width
from storycircle.resources import page_style
from storycircle.ui.theme.palette import DARK, LIGHT

HOSTILE = (
    "</style><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<!-- ]]> --><style>*{display:none}</style>",
    "&lt;b&gt; &amp;#60;script&#62;",
    "\u202eesrever javascript:alert(1)",
)


def _page(gathered: Gathered) -> Any:
    return html.document_fromstring(write_html(report_form(leaving_all(gathered))))


def test_it_has_one_title_landmarks_and_no_heading_is_left_out(told: Gathered) -> None:
    """Header, contents, report and foot; h1, then h2 and h3 without a gap; tables with heads."""
    page = _page(told)
    assert (page.get("lang"), page.get("dir")) == ("en-GB", "ltr")
    for landmark in ("header", "nav", "main", "footer", "title", "h1"):
        assert len(page.findall(f".//{landmark}")) == 1
    levels = [int(one.tag[1]) for one in page.xpath("//h1 | //h2 | //h3")]
    assert all(below <= above + 1 for above, below in pairwise(levels))
    tables = page.findall(".//table")
    assert len(tables) > 8
    for table in tables:
        heads = table.xpath("./thead/tr/th[@scope='col']")
        for row in table.xpath("./tbody/tr"):
            assert len(row) == len(heads)
            assert len(row.xpath("./th[@scope='row']")) == 1
    ids = [one.get("id") for one in page.xpath("//*[@id]")]
    assert len(ids) == len(set(ids))
    named = page.xpath("//@aria-labelledby") + [to[1:] for to in page.xpath("//a/@href")]
    assert set(named) <= set(ids)


def test_it_says_what_the_json_says(told: Gathered) -> None:
    """Every name, action, quotation and figure; only what may leave."""
    document = json.loads(write_document(leaving_all(told)))
    page = _page(told)
    text = " ".join(page.find("body").text_content().split())
    rows = [
        [cell.text_content() for cell in row] for row in page.xpath("//table[caption]/tbody/tr")
    ]
    actions = [action for circle in document["circles"] for action in circle["actions"]]
    assert rows == [
        [heading, str(sum(action["heading"] == heading for action in actions))]
        for heading in document["event"]["headings"]
    ]
    for circle, article in zip(
        document["circles"], page.xpath("//article[@class='circle']"), strict=True
    ):
        assert [" ".join(li.text.split()) for li in article.findall("ol/li")] == [
            " ".join(action["text"].split()) for action in circle["actions"]
        ]
        assert ", ".join(member["name"] for member in circle["members"]) in text
    quotes = [s["quote"] for c in document["circles"] for s in c["stories"]]
    quotes += [s["quote"] for s in document["stories"]]
    assert quotes
    assert all(quote in text for quote in quotes)
    assert "Quote 2" not in text


def test_nothing_that_people_typed_is_markup(hartlepool: Gathered) -> None:
    """In names, actions, headings and stories: no element, attribute or address comes of it, and
    it is read as it was typed.
    """
    event = Event("e", HOSTILE[0], "2007-06-14", HOSTILE[1], HOSTILE[2], headings=HOSTILE)
    first = hartlepool.circles[0]
    members = tuple(
        replace(member, name=text) for member, text in zip(first.members, HOSTILE, strict=False)
    )
    circles = tuple(
        replace(
            first,
            id=f"c{n}",
            number=n + 1,
            members=members,
            region=text,
            actions=(Action(f"a{n}", text, by=text, heading=text, stall=text),),
        )
        for n, text in enumerate(HOSTILE)
    )
    told = tuple(
        Story(f"s{n}", None, text, f"{text}\n\t{text}", text, Sharing.ANONYMOUS, tags=(text,))
        for n, text in enumerate(HOSTILE)
    )
    hostile = _page(Gathered(event, circles, stories=told))
    plain = _page(
        replace(
            leaving_all(hartlepool),
            circles=hartlepool.circles[:5],
            stories=(Story("s", None, "T", "P\n\tP", "Q", Sharing.ANONYMOUS, tags=("t",)),),
        )
    )
    of = "//*"
    assert {one.tag for one in hostile.xpath(of)} <= {one.tag for one in plain.xpath(of)} | {"time"}
    names = {name for one in hostile.xpath(of) for name in one.attrib}
    assert not {name for name in names if name.startswith("on") or name in {"src", "action"}}
    assert all(to.startswith("#") for to in hostile.xpath("//@href"))
    text = hostile.find("body").text_content()
    assert all(typed in text for typed in HOSTILE[:4])
    assert "\u202e" not in text
    assert "[RLO]" in text


def test_it_loads_and_runs_nothing(told: Gathered) -> None:
    """Nothing of the page names another place, and the page itself forbids it."""
    written = write_html(report_form(leaving_all(told))).decode()
    assert not re.search(r"https?:|//[a-z]|url\(|@import|<script|<link|<img|<iframe", written)
    assert "default-src 'none'" in written


def test_its_colours_are_the_window_s(told: Gathered) -> None:
    """Light and dark, by the reader's own choice; on paper black on white."""
    style = _page(told).findtext(".//style")
    light, dark = style.split("@media (prefers-color-scheme:dark)")
    for part, palette in ((light, LIGHT), (dark.split("@media print")[0], DARK)):
        said = dict(re.findall(r"--([a-z0-9-]+):(#[0-9A-F]{6})", part))
        assert said == {key: getattr(palette, key.replace("-", "_")) for key in said}
        assert len(said) == 5
    assert "@media print" in style
    assert "#000000" in dark


def test_the_numbers_of_the_contents_have_room() -> None:
    """Printed, what stands left of the text's edge is cut: 10 read as 0. In a wider face too."""
    style = page_style().read_text("utf-8")
    (room,) = re.findall(r"nav ol\{padding-inline-start:([\d.]+)rem\}", style)
    assert float(room) >= 1.0625 * 1.25 * width("99. ", fonts.SANS, 1)


def test_it_is_in_the_event_s_language_and_direction(hartlepool: Gathered) -> None:
    with spoken("cy"):
        page = _page(hartlepool)
    assert page.get("lang") == "cy"
    assert "14 Mehefin 2007" in page.find("body").text_content()


def test_many_circles_are_folded_in_the_contents(hartlepool: Gathered) -> None:
    """A few stand one by one; each link leads to its circle."""
    many = tuple(
        replace(hartlepool.circles[0], id=f"c{n}", number=n + 1, actions=())
        for n in range(MOST_LISTED + 1)
    )
    assert not _page(hartlepool).xpath("//details")
    page = _page(replace(hartlepool, circles=many, placements={}))
    links = page.xpath("//nav//details//a")
    assert len(links) == len(many)
    for link in links:
        (title,) = page.xpath("//h3[@id=$to]", to=link.get("href")[1:])
        assert title.text == link.text


AXE = os.environ.get("STORYCIRCLE_AXE", "")
"""The path of axe-core's axe.min.js, where there is one to ask."""
_ASK = """axe.run(document, {resultTypes: ['violations', 'incomplete']}).then(found => {
  const all = [...found.violations, ...found.incomplete];
  const told = document.body.appendChild(document.createElement('pre'));
  told.id = 'axe';
  told.textContent = JSON.stringify({
    passes: found.passes.length,
    faults: all.map(one => [one.id, one.nodes.length, one.nodes[0].html])
  });
});"""


@pytest.mark.slow
@pytest.mark.skipif(not AXE or not shutil.which("chromium"), reason="no axe-core and Chromium here")
@pytest.mark.parametrize("look", [(), ("--blink-settings=preferredColorScheme=0",)])
@pytest.mark.parametrize("wide", [320, 1280])
def test_axe_finds_no_fault(
    look: tuple[str, ...], wide: int, told: Gathered, tmp_path: Path
) -> None:
    """In Chromium, light and dark, on a telephone and a screen: no fault and nothing uncertain.

    The page forbids every script, axe's too: it is asked of a copy without that line.
    """
    written = write_html(report_form(leaving_all(told))).decode()
    copy = re.sub(r"<meta http-equiv=[^>]*>", "", written)
    script = f"<script>{Path(AXE).read_text('utf-8')}</script><script>{_ASK}</script></body>"
    (tmp_path / "page.html").write_text(copy.replace("</body>", script), "utf-8")
    command = [
        "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", *look,
        f"--user-data-dir={tmp_path}/profile", f"--window-size={wide},900",
        "--virtual-time-budget=60000", "--dump-dom", (tmp_path / "page.html").as_uri(),
    ]  # fmt: skip
    shown = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    answer = re.search(r'<pre id="axe">(.*?)</pre>', shown, re.DOTALL)
    assert answer is not None
    said = json.loads(unescape(answer[1]))
    assert said["faults"] == []
    assert said["passes"] > 20


_WIDTH = """<script>addEventListener('load', () => {
  parent.postMessage([document.documentElement.scrollWidth, innerWidth], '*');
})</script></body>"""
_FRAME = """<!doctype html>
<iframe src="page.html" width="320" height="900" style="border:0"></iframe>
<pre id="told"></pre><script>addEventListener('message', told => {
  document.getElementById('told').textContent = JSON.stringify(told.data);
})</script>"""


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("chromium"), reason="no Chromium here")
def test_a_telephone_shows_it_without_scrolling_sideways(told: Gathered, tmp_path: Path) -> None:
    """At 320 px, in a frame: Chromium makes no window as narrow as that."""
    member = told.circles[0].members[0]
    review = Review("r", ReviewState.DONE, "2007-09-06", "They met.", told_by=member.name)
    first = told.circles[0]
    actions = (replace(first.actions[0], reviews=(review,)), *first.actions[1:])
    circles = (replace(first, actions=actions), *told.circles[1:])
    form = report_form(leaving_all(replace(told, circles=circles)))
    written = write_html(form).decode()
    assert 'class="rows counts"' in written
    copy = re.sub(r"<meta http-equiv=[^>]*>", "", written)
    (tmp_path / "page.html").write_text(copy.replace("</body>", _WIDTH), "utf-8")
    (tmp_path / "frame.html").write_text(_FRAME, "utf-8")
    command = [
        "chromium", "--headless=new", "--no-sandbox", "--disable-gpu",
        f"--user-data-dir={tmp_path}/profile", "--virtual-time-budget=20000",
        "--dump-dom", (tmp_path / "frame.html").as_uri(),
    ]  # fmt: skip
    shown = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    answer = re.search(r'<pre id="told">(.*?)</pre>', shown, re.DOTALL)
    assert answer is not None
    wide, frame = json.loads(unescape(answer[1]))
    assert wide <= frame <= 320


_HEADINGS = 14


def _printed(gathered: Gathered, folder: Path) -> list[str]:
    """The text of each page that Chromium prints of a report."""
    page, paper = folder / "page.html", folder / "page.pdf"
    page.write_bytes(write_html(report_form(leaving_all(gathered))))
    command = [
        "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        f"--user-data-dir={folder}/profile", f"--print-to-pdf={paper}", page.as_uri(),
    ]  # fmt: skip
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    return [one.extract_text() for one in PdfReader(paper).pages]


def _longer(told: Gathered, more: int) -> Gathered:
    """The circles with stories of one to nine points, each with its theme, as many headings as
    fill half a page, and all actions reviewed. more: points that each story has beside them.
    """
    headings = tuple(f"Heading number {place}" for place in range(_HEADINGS))
    circles, at = [], 0
    for circle in told.circles:
        actions = tuple(
            replace(
                one,
                heading=headings[(at + place) % len(headings)],
                reviews=(Review(f"r{one.id}", ReviewState.DONE, "2007-09-06", "They met."),),
            )
            for place, one in enumerate(circle.actions)
        )
        stories = tuple(
            Story(
                f"{circle.id}-{place}", circle.members[0].id, f"Story {at + place}",
                points=" and so on\n" * (more + (at + place) % 9 + 1),
                tags=("Trust",), sharing=Sharing.NAMED,
            )
            for place in range(12)
        )  # fmt: skip
        at += 5
        circles.append(replace(circle, actions=actions, stories=stories))
    event = replace(told.event, headings=headings)
    return Gathered(event, tuple(circles))


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("chromium"), reason="no Chromium here")
@pytest.mark.parametrize("more", [0, 3])
def test_a_print_parts_no_chart_and_no_themes_from_their_story(
    told: Gathered, tmp_path: Path, more: int
) -> None:
    """No page begins with the themes of a story on the page before, or within a chart."""
    pages = _printed(_longer(told, more), tmp_path)
    assert sum(page.count("Themes:") for page in pages) > 30
    assert [page[:40] for page in pages if page.lstrip().startswith("Themes:")] == []
    for about in ("Where the actions point", "Sixteen actions have been told of."):
        (chart,) = (page[page.index(about) :] for page in pages if about in page)
        assert "Heading number 0" in chart
        assert f"Heading number {_HEADINGS - 1}" in chart


_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("&<>\"' \n"))
_TAGS = st.sampled_from(["p", "td", "br", "a", "style"])


@st.composite
def _trees(draw: st.DrawFn, deep: int = 2) -> ET.Element:
    names = st.sampled_from(["class", "dir", "aria-label", "href"])
    element = ET.Element(draw(_TAGS), draw(st.dictionaries(names, _TEXT, max_size=2)))
    element.text, element.tail = draw(_TEXT), draw(_TEXT | st.none())
    if deep:
        element.extend(draw(st.lists(_trees(deep - 1), max_size=3)))
    return element


@given(_trees())
def test_a_page_is_written_as_elementtree_writes_it(page: ET.Element) -> None:
    """Whatever is typed is text: nobody's words become an element, or the end of an attribute."""
    assert in_html(page) == ET.tostring(page, "unicode", method="html")
