"""What is said when a story was withdrawn by its code."""

from collections.abc import Iterator
from datetime import datetime

from storycircle.core import words
from storycircle.core.file_names import one_line
from storycircle.store.library import Withdrawn


def withdrawn_lines(withdrawn: Withdrawn) -> Iterator[str]:
    """What was done, which files carry the story already, and what to do next."""
    if withdrawn.later:
        yield (
            "Withdrawn: this yes had ended already. Its teller was asked again since, and the "
            "story may leave by that later yes: ask them, and let it stay in its circle if need be."
        )
    elif withdrawn.circle:
        yield (
            "Withdrawn: this story stays in its circle. Export the circle again, and it is taken "
            "out wherever that file is merged."
        )
    else:
        yield "Withdrawn: this story is gone from this library and from its copies."
    for at, name in withdrawn.carriers:
        when = datetime.fromisoformat(at)
        day = words.day(when.date().isoformat())
        yield f"  {one_line(name)}, of {day}, {words.clock(when)}, carries it."
    if withdrawn.carriers:
        yield "Take these back where you can, and make them anew."
