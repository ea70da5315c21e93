"""The six stages, and the plan of when each begins and ends.

Clock times are the wall clock's, as people in the room read them: for display and records only.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from storycircle.core import words


class Stage(IntEnum):
    """The six stages of a circle, in order."""

    GATHER = 1
    OPEN = 2
    STORIES = 3
    DIALOGUE = 4
    COMMIT = 5
    PLENARY = 6

    @property
    def title(self) -> str:
        return self.name.title()


@dataclass(frozen=True, slots=True)
class Span:
    """When a stage begins and ends; Gather has no beginning."""

    starts: datetime | None
    ends: datetime

    def shown(self) -> str:
        """As the rail writes it: "until 11.20", or a range with an en dash."""
        if self.starts is None:
            return f"until {words.clock(self.ends)}"
        return f"{words.clock(self.starts)}–{words.clock(self.ends)}"


@dataclass(frozen=True, slots=True)
class StagePlan:
    """The planned span of every stage."""

    spans: dict[Stage, Span]

    def seconds(self, stage: Stage) -> float:
        """A stage's planned length."""
        span = self.spans[stage]
        return (span.ends - span.starts).total_seconds() if span.starts else 0.0

    def lateness(self, stage: Stage, now: datetime) -> float:
        """Seconds by which a stage that begins now begins too late; never negative."""
        starts = self.spans[stage].starts
        return max(0.0, (now - starts).total_seconds()) if starts else 0.0

    def time_for(self, stage: Stage, now: datetime) -> float:
        """Seconds a stage has that begins now: its length, less what it begins too late."""
        return self.seconds(stage) - self.lateness(stage, now)

    def with_full_times(self, stage: Stage, now: datetime) -> "StagePlan":
        """The plan with a stage that begins now kept at its length, and what follows later."""
        starts = now.replace(second=0, microsecond=0)
        plan = self.moved(stage, starts + timedelta(seconds=self.seconds(stage)))
        return StagePlan(plan.spans | {stage: Span(starts, plan.spans[stage].ends)})

    def shifted(self, by: timedelta) -> "StagePlan":
        """The whole plan later by so much: the circle is carried on another time."""
        return StagePlan(
            {
                stage: Span(span.starts + by if span.starts else None, span.ends + by)
                for stage, span in self.spans.items()
            }
        )

    def moved(self, stage: Stage, ends: datetime) -> "StagePlan":
        """The plan with a stage's end changed and all later stages moved along."""
        shift = ends - self.spans[stage].ends
        spans = dict(self.spans)
        spans[stage] = Span(spans[stage].starts, ends)
        for later in Stage:
            if later > stage:
                span = spans[later]
                start = span.starts + shift if span.starts else None
                spans[later] = Span(start, span.ends + shift)
        return StagePlan(spans)
