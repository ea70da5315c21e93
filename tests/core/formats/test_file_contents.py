"""What is behind each line of what leaves: all of it, and nothing that does not leave."""

import json
from typing import Any

from hypothesis import given

from storycircle.core.consent.shareable import Leaves, leaving, lines_of, what_leaves
from storycircle.core.formats.file_contents import Inside, inside
from storycircle.core.i18n import listed
from storycircle.core.model import Gathered, Placement, outside_name
from storycircle.store.rows import circle_records, event_record, placement_record
from tests.support.strategies import gathereds

_TEXTS = {
    "event": "title date venue question source purpose promise organisation keep_until".split(),
    "circle": ["theme", "facilitator"],
    "member": ["name"],
    "action": ["text", "by", "heading"],
    "placement": ["heading", "wording"],
    "story": ["title", "points", "quote"],
}
_LISTS = {
    "event": "dialogue_questions headings stalls ground_rules recipients".split(),
    "story": ["tags"],
}


@given(gathereds())
def test_each_line_shows_all_that_the_file_holds_of_it(gathered: Gathered) -> None:
    """Every text of every record of a circle's file is behind one of the lines on screen."""
    for circle in gathered.circles:
        form = leaving(circle)
        own = {
            a.id: gathered.placements[a.id] for a in circle.actions if a.id in gathered.placements
        }
        shown = _shown([inside(w, circle, gathered.event, own) for w in lines_of(circle)])
        records = [event_record(gathered.event), *circle_records(form.circle)]
        records += [placement_record(placed) for placed in own.values()]
        texts = [s for story in form.unnamed for s in (story.title, story.points, story.quote)]
        for record in records:
            fields: dict[str, Any] = dict(record.fields)
            texts += [fields.get(key, "") for key in _TEXTS[record.kind]]
            for key in _LISTS.get(record.kind, ()):
                texts += json.loads(fields.get(key, "[]"))
        for text in texts:
            assert text in shown


@given(gathereds())
def test_nothing_that_stays_is_behind_a_line(gathered: Gathered) -> None:
    """As many stories as the lines count, and none that does not leave; no notes, no agencies."""
    for circle in gathered.circles:
        lines = lines_of(circle)
        assert tuple(lines.values()) == what_leaves(circle)
        for what in Leaves:
            told = inside(what, circle, None, {})
            assert (what in lines) or told == Inside()
            if what in (Leaves.NAMED, Leaves.UNNAMED):
                assert told.texts == ()
            else:
                assert told.stories == ()
        texts = inside(Leaves.NAMES, circle, None, {}).texts
        assert texts == tuple(circle.shown_names().values())


@given(gathereds())
def test_an_action_is_shown_with_all_that_goes_with_it(gathered: Gathered) -> None:
    """Who, by when, its heading, and the report's own words for it."""
    for circle in gathered.circles:
        names = circle.shown_names()
        for action in circle.actions:
            placed = {action.id: Placement(action.id, "A heading", "Other words")}
            texts = inside(Leaves.ACTIONS, circle, None, placed).texts
            at = texts.index(action.text)
            who = listed([names.get(one) or outside_name(one) for one in action.who])
            said = [f"Who: {who}"] * bool(who) + [f"By when: {action.by}"] * bool(action.by)
            assert list(texts[at + 1 :][: len(said)]) == said
            assert "Wording in the report: Other words" in texts


def _shown(behind: list[Inside]) -> str:
    parts: list[str] = []
    for one in behind:
        parts += one.texts
        for told in one.stories:
            parts += [told.teller, told.title, told.points, told.quote, *told.tags]
    return "\n".join(parts)
