"""What this laptop keeps beside a circle: its stage, its round and its plan, to carry on with; and
its facilitator's own note, which is no part of the circle.
"""

import json
import sqlite3
from datetime import datetime
from hashlib import sha256
from typing import Any

from msgspec import Struct, field, to_builtins
from msgspec import json as json_writer
from msgspec.structs import asdict

from storycircle.core.rounds.named_round import NamedRound
from storycircle.core.turns.queue import Round
from storycircle.core.turns.round import Pass, Turn
from storycircle.core.turns.schedule import Span, Stage, StageClocks, StagePlan
from storycircle.store.safety.damage_detection import making_sense


class SavedState(Struct, frozen=True):
    """The state of a circle at one moment. at: the wall clock then. going: the stage whose time
    ran. speaking: whether a turn's did. open_shown: whether the page of Open was.

    Round and clocks are saved paused, as no clock of ours runs while the app is closed.
    """

    stage: Stage
    round: Round | None
    plan: StagePlan
    at: datetime
    clocks: StageClocks = field(default_factory=StageClocks)
    going: Stage | None = None
    speaking: bool = False
    open_shown: bool = True


def write_saved_state(conn: sqlite3.Connection, circle: str, saved: SavedState) -> None:
    """Save the state of a circle."""
    spans = {_NAMES[stage]: (span.starts, span.ends) for stage, span in saved.plan.spans.items()}
    plan: dict[str, Any] = {**spans, _MADE: saved.plan.made, _EACH: saved.plan.each}
    clocks = {
        "used": {_NAMES[stage]: seconds for stage, seconds in saved.clocks.used.items()},
        "going": _NAMES[saved.going] if saved.going else None,
        "speaking": saved.speaking,
        _OPEN_SHOWN: saved.open_shown,
    }
    row: list[Any] = [
        circle,
        int(saved.stage),
        _written(_kept(saved.round)) if saved.round else "",
        _written(plan),
        saved.at.isoformat(),
    ]
    row.append(_written({**clocks, "sum": _sum([*row, clocks])}))
    conn.execute(
        "INSERT OR REPLACE INTO saved_state (circle, stage, round, plan, at, clocks) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        row,
    )


def read_saved_state(conn: sqlite3.Connection, circle: str) -> SavedState | None:
    """The saved state of a circle, or None where it was never open here."""
    row = conn.execute("SELECT * FROM saved_state WHERE circle = ?", [circle]).fetchone()
    if row is None:
        return None
    with making_sense():
        return _to_saved_state(row)


def _to_saved_state(row: sqlite3.Row) -> SavedState:
    kept = json.loads(row["plan"])
    # As it was kept before a circle could plan for itself, it counts as made.
    made, each = bool(kept.pop(_MADE, True)), float(kept.pop(_EACH, 0.0))
    spans = {
        Stage[name]: Span(
            datetime.fromisoformat(starts) if starts else None, datetime.fromisoformat(ends)
        )
        for name, (starts, ends) in kept.items()
    }
    clocks = json.loads(row["clocks"])
    if clocks.pop("sum") != _sum([*(row[key] for key in _SUMMED), clocks]):
        raise ValueError(row["circle"])
    going = clocks["going"]
    return SavedState(
        Stage(row["stage"]),
        _round(json.loads(row["round"])) if row["round"] else None,
        StagePlan(spans, each, made),
        datetime.fromisoformat(row["at"]),
        StageClocks({Stage[name]: used for name, used in clocks["used"].items()}),
        Stage[going] if going else None,
        clocks["speaking"],
        clocks.get(_OPEN_SHOWN, True),  # as it was kept before it was asked, it counts as shown
    )


_MADE, _EACH = "made", "each"  # beside the stages, in what is kept of a plan
_OPEN_SHOWN = "open_shown"
_SUMMED = ("circle", "stage", "round", "plan", "at")


_NAMES = {stage: stage.name for stage in Stage}
_compact, _spaced = json_writer.Encoder().encode, json_writer.format
_summed = json.JSONEncoder(ensure_ascii=False).encode


def _written(value: dict[str, Any]) -> str:
    """A value as JSON, in one line with blanks."""
    return _spaced(_compact(value), indent=0).decode()


def _sum(values: list[Any]) -> str:
    """A digest over the values of a saved state, the last of which are its clocks.

    Over their JSON as Python's own `json` writes it; what writes it faster writes the same, but for
    fractions that are very small or very large.
    """
    used = values[-1]["used"].values()
    if all(_LEAST <= seconds < _MOST or seconds == 0 for seconds in used):
        return sha256(_spaced(_compact(values), indent=0)).hexdigest()
    return sha256(_summed(values).encode()).hexdigest()


_LEAST, _MOST = 1e-4, 1e15
"""Seconds that are written without an exponent by everybody."""
_OF_NAMED = ("rounds", "passes", "longer")
_IN_ROUND, _IN_TURN = Round.__struct_fields__, Turn.__struct_fields__


def _kept(round_: Round) -> dict[str, Any]:
    """A round as it is kept: without named rounds, just as it was before there were any."""
    kept = asdict(round_)
    kept["rounds"] = [to_builtins(one) for one in round_.rounds]
    for name in ("heard", "earlier", "passes"):
        kept[name] = [asdict(one) for one in kept[name]]
    if not round_.together:
        del kept["together"]
    for turn in (*kept["heard"], *kept["earlier"]):
        for key in ("shared", "over"):
            if not turn[key]:
                del turn[key]
    if round_.rounds:
        return kept
    for turn in (*kept["heard"], *kept["earlier"]):
        del turn["round"]
    for key in _OF_NAMED:
        del kept[key]
    return kept


def _round(kept: dict[str, Any]) -> Round:
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in kept.items()
        if key in _IN_ROUND
    }
    values["since"] = None  # readings of a clock that may have begun again since
    values["quiet_since"] = None
    for turns in ("heard", "earlier"):
        values[turns] = tuple(_turn(turn) for turn in kept.get(turns, ()))
    values["rounds"] = tuple(NamedRound(**one) for one in kept.get("rounds", ()))
    values["together"] = tuple(tuple(group) for group in kept.get("together", ()))
    values["passes"] = tuple(Pass(**one) for one in kept.get("passes", ()))
    return Round(**values)


def _turn(kept: dict[str, Any]) -> Turn:
    values = {key: value for key, value in kept.items() if key in _IN_TURN}
    return Turn(**{**values, "shared": tuple(kept.get("shared", ()))})


_NOTE = "own-note-of-"
"""Before a circle's id: the row of its facilitator's own note."""
PROJECT_OF_LINE = "project-of-line-"
"""Before a line's id: the row with the title of the project that it is of."""


def read_own_note(conn: sqlite3.Connection, circle: str) -> str:
    """The facilitator's own note for a circle; "" where there is none."""
    row = conn.execute("SELECT value FROM setting WHERE name = ?", [_NOTE + circle]).fetchone()
    return str(row["value"]) if row is not None else ""


def write_own_note(conn: sqlite3.Connection, circle: str, note: str) -> bool:
    """Save the own note for a circle, or delete it where it is empty. False where there is no such
    circle, and nothing is kept: a note goes with its circle.
    """
    forget_own_note(conn, circle)
    if not note:
        return True
    done = conn.execute(
        "INSERT INTO setting (name, value) SELECT ?, ? FROM circle WHERE id = ?",
        [_NOTE + circle, note, circle],
    )
    return done.rowcount > 0


def forget_own_note(conn: sqlite3.Connection, circle: str) -> None:
    """Erase the own note for a circle."""
    conn.execute("DELETE FROM setting WHERE name = ?", [_NOTE + circle])
