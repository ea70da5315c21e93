"""What a plenary's circles report is read one circle at a time, and found by a steady name."""

from msgspec.structs import replace

from storycircle.core.model import Circle, Gathered
from storycircle.jobs.report import CircleReports, reported
from storycircle.store.circles import ToReport


def test_each_is_read_as_it_is_asked_for(example: Gathered) -> None:
    """To list them, and to count those in the gallery, none is read; one asked for twice is read
    once.
    """
    by_id = {circle.id: circle for circle in example.circles}
    asked: list[str] = []

    def read(id_: str) -> Circle:
        asked.append(id_)
        return by_id[id_]

    here = [ToReport(c.id, c.number, bool(c.actions)) for c in example.circles]
    here[1] = replace(here[1], acts=False)
    reports = CircleReports(replace(example.event, expected=8), here, read)
    assert list(reports) == [f"{number} 0" for number in range(1, 9)]
    assert [reports.title(seat) for seat in reports][-2:] == ["Circle 7", "Circle 8"]
    assert "9 0" not in reports
    turning = reports.acting()
    assert len(turning) == 5
    assert asked == []
    assert turning[1] == turning[1] == reported(example.event, example.circles[2])
    assert asked == [example.circles[2].id]
    assert reports["8 0"].actions == ()
    assert [one.title for one in turning[3:]] == ["Circle 5", "Circle 6"]
    assert len(asked) == 3


def test_a_circle_keeps_its_name_when_its_file_comes() -> None:
    """Of two with one number the second has a name of its own; one that is erased meanwhile is
    waited for again.
    """

    def gone(id_: str) -> Circle:
        raise KeyError(id_)

    twice = [ToReport("a", 2, acts=True), ToReport("b", 2, acts=True)]
    reports = CircleReports(None, twice, gone)
    assert list(reports) == ["2 0", "2 1"]
    assert reports["2 1"].title == "Circle 2"
