"""How long each stage has had. One stage's clock runs at a time; looking at a stage starts none.

Stories keep their own time in their round: while it goes, no clock here runs.
"""

from dataclasses import dataclass, field, replace

from storycircle.core.timing import Stage


@dataclass(frozen=True, slots=True)
class StageClocks:
    """used: seconds each stage had up to `since`, the reading `running`'s clock runs from."""

    used: dict[Stage, float] = field(default_factory=dict)
    running: Stage | None = None
    since: float = 0.0

    def seconds(self, stage: Stage, now: float) -> float:
        """Seconds a stage has had."""
        more = max(0.0, now - self.since) if stage is self.running else 0.0
        return self.used.get(stage, 0.0) + more

    def started(self, stage: Stage) -> bool:
        """Whether a stage's clock has ever run."""
        return stage in self.used or stage is self.running

    def start(self, stage: Stage, now: float) -> "StageClocks":
        """Let a stage's clock run on from where it stood; the one that ran stands."""
        if stage is self.running:
            return self
        return replace(self.stop(now), running=stage, since=now)

    def stop(self, now: float) -> "StageClocks":
        """No clock runs."""
        if self.running is None:
            return self
        used = self.used | {self.running: self.seconds(self.running, now)}
        return StageClocks(used)

    def without(self, seconds: float) -> "StageClocks":
        """The last seconds of the clock that runs do not count: the laptop slept."""
        return self if self.running is None else replace(self, since=self.since + seconds)

    def with_more(self, seconds: float) -> "StageClocks":
        """They do count after all."""
        return self if self.running is None else replace(self, since=self.since - seconds)
