"""Where a circle stands on this laptop: its stage, its round and its plan, so it can carry on."""

import json
import sqlite3
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from storycircle.core.timing import Span, Stage, StagePlan
from storycircle.core.turns import Round, Turn


@dataclass(frozen=True, slots=True)
class Standing:
    """A circle at one moment. The round is kept paused: no clock runs while the app is shut."""

    stage: Stage
    round: Round | None
    plan: StagePlan
    at: datetime


def write_standing(conn: sqlite3.Connection, circle: str, standing: Standing) -> None:
    """Keep where a circle stands."""
    spans = {
        stage.name: [span.starts.isoformat() if span.starts else None, span.ends.isoformat()]
        for stage, span in standing.plan.spans.items()
    }
    row = [
        circle,
        int(standing.stage),
        json.dumps(asdict(standing.round)) if standing.round else "",
        json.dumps(spans),
        standing.at.isoformat(),
    ]
    conn.execute("INSERT OR REPLACE INTO running VALUES (?, ?, ?, ?, ?)", row)


def read_standing(conn: sqlite3.Connection, circle: str) -> Standing | None:
    """Where a circle stood, or None where it was never open here."""
    row = conn.execute("SELECT * FROM running WHERE circle = ?", [circle]).fetchone()
    if row is None:
        return None
    spans = {
        Stage[name]: Span(
            datetime.fromisoformat(starts) if starts else None, datetime.fromisoformat(ends)
        )
        for name, (starts, ends) in json.loads(row["plan"]).items()
    }
    return Standing(
        Stage(row["stage"]),
        _round(json.loads(row["round"])) if row["round"] else None,
        StagePlan(spans),
        datetime.fromisoformat(row["at"]),
    )


def _round(kept: dict[str, Any]) -> Round:
    known = {field.name for field in fields(Round)}
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in kept.items()
        if key in known
    }
    values["since"] = None  # a reading of a clock that may have begun again since
    values["heard"] = tuple(Turn(**turn) for turn in kept["heard"])
    return Round(**values)
