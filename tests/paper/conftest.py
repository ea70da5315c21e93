"""The event of June 2007 for the tests of paper, and what a PDF says."""

from collections.abc import Callable
from io import BytesIO

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from storycircle import resources
from storycircle.core.formats.json_document import read_document
from storycircle.core.model import Circle, Gathered, Sharing, Story, new_id
from storycircle.paper.typesetting.canvas import Printed

MARKUP = "<b>bold</b> &amp; <img src=/etc/passwd> </para> *a* _b_ `c` | [d](e) <r>f</r>"


@pytest.fixture(scope="session")
def hartlepool() -> Gathered:
    """Six circles, 36 people, 16 actions under five headings; no stories, nobody named."""
    return read_document(resources.example_event().read_bytes(), "hartlepool-2007.json")


@pytest.fixture(scope="session")
def circle_5(hartlepool: Gathered) -> Circle:
    """Circle 5 with six stories told (one with name, one without) and who stands behind what."""
    circle = next(c for c in hartlepool.circles if c.number == 5)
    ids = [m.id for m in circle.members]
    named = ((*ids,), (ids[0], ids[1], ids[4]), ())
    actions = tuple(
        replace(action, who=who, by=by)
        for action, who, by in zip(
            circle.actions, named, ("the end of September", "2007-07-12", ""), strict=True
        )
    )
    sharing = (Sharing.NAMED, Sharing.ANONYMOUS, *[Sharing.STAYS] * 4)
    stories = tuple(
        Story(new_id(), id_, f"Title {n}", f"Point {n}", f"Quote {n}", kind, new_id())
        for n, (id_, kind) in enumerate(zip(ids, sharing, strict=True))
    )
    return replace(circle, actions=actions, stories=stories)


@pytest.fixture(scope="session")
def told(hartlepool: Gathered, circle_5: Circle) -> Gathered:
    """The event with the fuller circle 5 in its place."""
    circles = tuple(circle_5 if c.number == 5 else c for c in hartlepool.circles)
    return replace(hartlepool, circles=circles)


@pytest.fixture(scope="session")
def pages() -> Callable[[bytes | Printed], list[str]]:
    """The text of each page of a PDF, runs of space as one space."""

    def read(printed: bytes | Printed) -> list[str]:
        pdf = printed.pdf if isinstance(printed, Printed) else printed
        return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]

    return read
