"""What merging a file changes, in words: one shared form for the window and the command line.

What was there stands beside what takes its place. What stays as it is, and the place of a thing
in its list, are not said.
"""

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.i18n import N_, _, n_
from storycircle.core.merge.decision import Outcome
from storycircle.core.versioned_record import Record

_SILENT = ("place", "rank", "proof", "under")  # how a thing is kept, not what it says
_MOST_LETTERS = 60  # of a text in a line
_MOST_LISTED = 4  # changes in a line
_NAMED = {
    "event": N_("Event"),
    "circle": N_("Circle"),
    "member": N_("Name"),
    "story": N_("Story"),
    "action": N_("Action"),
    "placement": N_("Report"),
    "invited": N_("Names known"),
    "review": N_("Review"),
    "chapter": N_("Chapter"),
    "recommendation": N_("Recommendation"),
    "stall_run": N_("Run of a stall"),
}
_PARTS = {"chapter": "title", "recommendation": "text", "stall_run": "discussed"}
"""By the sort of an addition of a report, its main text."""
_MAIN = {"action": "text", "member": "name", "story": "title", "event": "title", "circle": "theme"}


class What(StrEnum):
    """What a merge does to one thing."""

    NEW = "new"
    UPDATED = "updated"
    WITHDRAWN = "withdrawn"
    LOOK = "look"


_DONE = {
    What.NEW: N_("{things} added"),
    What.UPDATED: N_("{things} changed"),
    What.WITHDRAWN: N_("{things} taken out"),
    What.LOOK: N_("{things} worded on two laptops"),
}


class Step(Struct, frozen=True):
    """What merging one record did. before: None where it was not here. other: the copy kept
    beside it, where two laptops changed it without knowing each other. twin: another laptop has
    counted its changes under this one's name.
    """

    outcome: Outcome
    before: Record | None
    after: Record
    other: Record | None = None
    twin: bool = False

    @property
    def is_new(self) -> bool:
        """Whether a record is here that was not."""
        return self.outcome is Outcome.NEW and self.before is None and not self.after.removed

    @property
    def withdraws(self) -> bool:
        """Whether a story whose words were here is gone."""
        was_here = self.before is not None and not self.before.removed
        return self.after.kind == "story" and self.after.removed and was_here


class Change(Struct, frozen=True):
    """One change of a merge: the value before and the value after; either may be empty.

    Of what needs a look, `old` is our wording and `new` the other: both are kept.

    kind: of the record. field: the name of the field that is not its main one. thing: the record's
    id, as several fields of one thing are one change of it.
    """

    what: What
    kind: str
    old: str
    new: str
    thing: str = ""
    field: str = ""

    @property
    def label(self) -> str:
        """What it is, as a person knows it: "Action", or "Action, who"."""
        named = _(_NAMED[self.kind])
        if not self.field:
            return named
        return _("{thing}, {field}", thing=named, field=self.field.lower())

    def line(self) -> str:
        """In one line, long texts cut short."""
        thing, old, new = self.label, _quoted(self.old), _quoted(self.new)
        if self.what is What.WITHDRAWN and self.kind == "story":
            # Lines are printed and saved: its words are not.
            return _("{things} taken out", things=thing)
        if self.what is What.WITHDRAWN:
            return _("{thing} taken out: {words}", thing=thing, words=old)
        if self.what is What.NEW:
            return _("{thing} added: {words}", thing=thing, words=new)
        if self.what is What.LOOK:
            return _("{thing}: {old} beside {new}", thing=thing, old=old, new=new)
        return _("{thing}: {old} → {new}", thing=thing, old=old, new=new)


def line_of(changes: Iterable[Change]) -> str:
    """Some changes in one line, the first few of many."""
    lines = [change.line() for change in changes]
    more = len(lines) - _MOST_LISTED
    if more > 0:
        lines[_MOST_LISTED:] = [n_("and {count} more", "and {count} more", more)]
    return "; ".join(lines)


def counted(changes: Iterable[Change]) -> str:
    """Some changes in a sentence: "One action changed and two names added."; empty for none."""
    things: dict[tuple[str, What], set[str]] = {}
    for change in changes:
        things.setdefault((change.kind, change.what), set()).add(change.thing)
    counts = [
        _(_DONE[what], things=_counted(len(ids), kind)) for (kind, what), ids in things.items()
    ]
    return f"{i18n.sentence(i18n.listed(counts))}." if counts else ""


def _counted(count: int, kind: str) -> str:
    return {
        "event": n_("{count} event", "{count} events", count),
        "circle": n_("{count} circle", "{count} circles", count),
        "member": n_("{count} name", "{count} names", count),
        "story": n_("{count} story", "{count} stories", count),
        "action": n_("{count} action", "{count} actions", count),
        "placement": n_("{count} report", "{count} reports", count),
        "invited": _("names known"),
        "review": n_("{count} review", "{count} reviews", count),
        "chapter": n_("{count} chapter", "{count} chapters", count),
        "recommendation": n_("{count} recommendation", "{count} recommendations", count),
        "stall_run": n_("{count} run of a stall", "{count} runs of stalls", count),
    }[kind]


def changes_of(steps: Iterable[Step]) -> tuple[Change, ...]:
    """What a file changes in a circle or an event that was here before, in the file's order."""
    steps = list(steps)
    names = _names(steps)
    return tuple(change for step in steps for change in _changes(step, names))


def _names(steps: Iterable[Step]) -> Mapping[str, str]:
    """Member names by id after the merge; for removed members the name before it."""
    names: dict[str, str] = {}
    for step in steps:
        for record in (step.before, step.after):
            if record is not None and record.kind == "member" and "name" in record.fields:
                names[record.id] = str(record.fields["name"])
    return names


def _changes(step: Step, names: Mapping[str, str]) -> list[Change]:
    before, after = step.before, step.after
    kind = after.kind
    if kind == "addition":
        return _addition(step)
    if kind not in _NAMED:
        return []
    if after.removed:
        was_here = before is not None and not before.removed
        here = _main(before)
        return [Change(What.WITHDRAWN, kind, here, "", after.id)] if was_here else []
    if before is None or before.removed:
        return [Change(What.NEW, kind, "", _main(after), after.id)]
    if step.outcome is Outcome.LOOK and step.other is not None:
        # Ours may be either of the two: the rule that chooses looks at words alone.
        theirs = step.other if before.content() == after.content() else after
        return _rows(What.LOOK, before, theirs, names)
    return _rows(What.UPDATED, before, after, names)


def _addition(step: Step) -> list[Change]:
    sort = step.after.fields.get("sort")
    if sort == "review":
        return _review(step.before, step.after)
    return _part(step) if sort in _PARTS else []


def _review(before: Record | None, after: Record) -> list[Change]:
    """A review that comes in, or is taken back; nothing of one that was here."""
    old, new = ("" if one is None else _said(one) for one in (before, after))
    if bool(old) == bool(new):
        return []
    return [Change(What.NEW if new else What.WITHDRAWN, "review", old, new, after.id)]


def _part(step: Step) -> list[Change]:
    """A chapter, a recommendation or a run of a stall that comes in, changes or is taken out."""
    before, after = step.before, step.after
    sort = str(after.fields["sort"])
    old, new = ("" if one is None else _main_of_part(one, sort) for one in (before, after))
    if step.outcome is Outcome.LOOK and step.other is not None:
        return [Change(What.LOOK, sort, new, _main_of_part(step.other, sort), after.id)]
    if before is not None and before.content() == after.content():
        return []
    what = What.UPDATED if old and new else What.NEW if new else What.WITHDRAWN
    return [Change(what, sort, old, new, after.id)] if old or new else []


def _main_of_part(record: Record, sort: str) -> str:
    said = json.loads(str(record.fields["fields"]))
    found = (said.get(key) for key in (_PARTS[sort], "stall"))
    texts = (text for text in found if isinstance(text, str) and text)
    return "" if said.get("gone") is True else next(texts, "")


def _said(review: Record) -> str:
    """What a review says, in its first text; empty where it was taken back."""
    said = json.loads(str(review.fields["fields"]))
    found = (said.get(key) for key in ("happened", "next", "state"))
    return next((text for text in found if isinstance(text, str) and text), "")


def _rows(what: What, old: Record, new: Record, names: Mapping[str, str]) -> list[Change]:
    pair = (_plain(old), _plain(new))
    found = []
    from storycircle.core.merge.compare import rows_of, shown  # noqa: PLC0415 (when first needed)

    for row in rows_of(pair):
        old_text, new_text = (shown(record, row, names) for record in pair)
        if old_text != new_text:
            field = "" if _MAIN.get(old.kind) == row.key else row.label
            found.append(Change(what, old.kind, old_text, new_text, old.id, field))
    return found


def _plain(record: Record) -> Record:
    """Without what is no wording of anybody."""
    fields = {key: value for key, value in record.fields.items() if key not in _SILENT}
    return Record(record.kind, record.id, fields, record.version)


def _main(record: Record | None) -> str:
    """What a thing says, in its first text."""
    if record is None:
        return ""
    keys = (_MAIN.get(record.kind, ""), "points", "quote", "wording", "heading", "number")
    found = (str(record.fields[key]) for key in keys if record.fields.get(key))
    return next(found, "")


def _quoted(text: str) -> str:
    plain = " ".join(text.split())
    if not plain:
        return _("nothing")
    if len(plain) > _MOST_LETTERS:
        plain = plain[: _MOST_LETTERS - 1].rstrip() + "…"
    return _("“{words}”", words=plain)
