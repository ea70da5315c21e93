"""The demonstration: a whole event, from six laptops to the merged report."""

import json
from pathlib import Path

import pytest

from storycircle.core.checkout.checkout import FEWEST_SHOWN, Checkout, added, hands
from storycircle.core.checkout.shown import sums_of
from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Gathered
from storycircle.core.turns.schedule import Stage
from storycircle.jobs.check_file import check
from storycircle.jobs.demo import REPORTS, Step, play
from storycircle.jobs.merge import merge_files
from storycircle.store.library import Library

NAMES = [
    *[f"laptops/{n}/library" for n in range(1, 7)],
    *[f"circles/circle-{n}.circle" for n in range(1, 7)],
    *[f"sheets/circle-{n}.pdf" for n in range(1, 7)],
    "organiser/library",
    *[f"report.{ending}" for ending in REPORTS],
]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Step]]:
    """The demonstration, played once."""
    folder = tmp_path_factory.mktemp("demo")
    return folder, list(play(folder))


def test_it_leaves_every_file_that_was_promised(played: tuple[Path, list[Step]]) -> None:
    """Other people's scripts look for these names."""
    folder, steps = played
    for name in NAMES:
        assert (folder / name).stat().st_size > 0, name
    assert not list(folder.rglob(".storycircle-*"))
    for step in steps:
        assert step.where.exists(), step


def test_each_of_the_six_files_was_new(played: tuple[Path, list[Step]]) -> None:
    """Six laptops, six circles, one organiser."""
    folder, steps = played
    assert next(step.how for step in steps if step.what == "Merged") == "6 circle files, each new"
    circles = sorted((folder / "circles").iterdir())
    assert [check(path).number for path in circles] == [1, 2, 3, 4, 5, 6]


def test_the_report_is_that_of_june_2007(
    played: tuple[Path, list[Step]], example: Gathered
) -> None:
    """Six circles, 36 members, 16 actions, under their headings with both wordings."""
    report = json.loads((played[0] / "report.json").read_bytes())
    circles = report["circles"]
    actions = [action for circle in circles for action in circle["actions"]]
    assert len(circles) == 6
    assert sum(len(circle["members"]) for circle in circles) == 36
    assert len(actions) == 16
    headings = [action["heading"] for action in actions]
    assert [headings.count(h) for h in example.event.headings] == [1, 1, 7, 4, 3]
    told = [action for circle in example.circles for action in circle.actions]
    assert [a["text"] for a in actions] == [a.text for a in told]
    assert [a["report_wording"] for a in actions] == [example.wording_of(a) for a in told]
    assert any(a["text"] != a["report_wording"] for a in actions)
    assert len(report["stories"]) == 6
    assert all(circle["stories"] == [] for circle in circles)


def test_how_it_was_is_summed_and_of_four_people_nothing_leaves(
    played: tuple[Path, list[Step]], clock: SimulatedClock
) -> None:
    """Each laptop has its own counts; the report has those of the circles of five or more, no word
    of the smaller ones, and its words say that all of it is made up.
    """
    kept: dict[int, Checkout] = {}
    for number in range(1, 7):
        with Library(played[0] / "laptops" / str(number) / "library", clock) as library:
            (circle,) = library.circles()
        assert circle.checkout is not None
        assert all(hands(row) == circle.checkout.people for row in circle.checkout.answers)
        kept[number] = circle.checkout
    small = {number for number, said in kept.items() if said.people < FEWEST_SHOWN}
    assert len(small) == 2
    report = json.loads((played[0] / "report.json").read_bytes())
    shown = {circle["number"]: circle for circle in report["circles"]}
    for number, said in kept.items():
        assert ("checkout" in shown[number]) is (number not in small)
        if number not in small:
            answers = [tuple(row) for row in shown[number]["checkout"]["answers"]]
            assert tuple(answers) == said.answers
    assert "checkouts" not in report
    with Library(played[0] / "organiser" / "library", clock) as library:
        gathered = library.gathered(library.events()[0])
    sums = sums_of(gathered.checkouts)
    assert sums is not None
    large = [said for number, said in kept.items() if number not in small]
    assert (sums.circles, sums.people) == (4, sum(said.people for said in large))
    assert [figure.row for figure in sums.figures] == [
        added(rows) for rows in zip(*(said.answers for said in large), strict=True)
    ]
    assert "Made up" in (played[0] / "report.md").read_text(encoding="utf-8")


def test_everyone_was_heard_within_the_time(
    played: tuple[Path, list[Step]], clock: SimulatedClock
) -> None:
    """The real queue ran: one passed and came back, and nobody was left out."""
    for number in range(1, 7):
        with Library(played[0] / "laptops" / str(number) / "library", clock) as library:
            (circle,) = library.circles()
            standing = library.saved_state(circle.id)
        assert standing is not None
        assert standing.stage is Stage.PLENARY
        round_ = standing.round
        assert round_ is not None
        assert round_.over
        assert {turn.member for turn in round_.heard} == {m.id for m in circle.members}
        assert len(round_.asked_again) == 1
        assert sum(turn.used for turn in round_.heard) <= round_.budget


def test_gathering_its_files_again_changes_nothing(
    played: tuple[Path, list[Step]], clock: SimulatedClock
) -> None:
    """The files stay what they were."""
    with Library(played[0] / "organiser" / "library", clock) as library:
        files = sorted((played[0] / "circles").iterdir())
        assert {merged.outcome for merged in merge_files(library, files)} == {"same"}


@pytest.mark.slow
def test_it_can_be_played_again_in_the_same_folder(played: tuple[Path, list[Step]]) -> None:
    """A second run makes room for itself and ends the same."""
    steps = list(play(played[0]))
    assert [step.what for step in steps] == [step.what for step in played[1]]
    assert next(step.how for step in steps if step.what == "Merged") == "6 circle files, each new"


@pytest.mark.slow
def test_it_merges_its_own_six_files_alone(played: tuple[Path, list[Step]]) -> None:
    """A file that somebody has put beside them is left where it is."""
    stranger = played[0] / "circles" / "a-strangers.circle"
    stranger.write_text("not to be read")
    steps = list(play(played[0]))
    stranger.unlink()
    assert next(step.how for step in steps if step.what == "Merged") == "6 circle files, each new"


@pytest.mark.parametrize(
    "name", ["organiser/library", "laptops/3/library", "circles/circle-2.circle"]
)
def test_it_does_not_play_over_what_is_not_its_own(tmp_path: Path, name: str) -> None:
    """A folder of real circles named by mistake loses nothing."""
    theirs = tmp_path / name
    theirs.parent.mkdir(parents=True)
    theirs.write_text("somebody's circles")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(Refused) as found:
        list(play(tmp_path))
    assert f"{tmp_path.name} holds {name}, which no demonstration made" in str(found.value)
    assert sorted(tmp_path.rglob("*")) == before
    assert theirs.read_text() == "somebody's circles"
