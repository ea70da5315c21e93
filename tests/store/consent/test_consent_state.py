"""A no that is known stands, whatever way a yes comes in: one test for each way."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.permission_to_leave import State, state, with_choice
from storycircle.core.consent.revocation import yes_in, yes_of
from storycircle.core.consent.shareable import leaving_all
from storycircle.core.model import Circle, Sharing
from storycircle.core.stories import with_story
from storycircle.jobs.export import hand_on
from storycircle.jobs.import_event import load
from storycircle.jobs.merge import merge_files
from storycircle.jobs.report import write_report
from storycircle.store.consent import consent_log
from storycircle.store.exchange import circle_file
from storycircle.store.library import Library
from storycircle.store.safety import backups, restore
from storycircle.store.safety.backups import is_empty
from storycircle.store.safety.recovery import open_or_recover, recover_open
from tests.store.consent.test_withdrawals import AT, EVENT, START, hand_over, told
from tests.support.fresh import fresh_library
from tests.support.inside import conn_of

LEAVES = pytest.mark.parametrize("sharing", [Sharing.NAMED, Sharing.ANONYMOUS])


def asked(circle: Circle, *choices: Sharing) -> Circle:
    """The circle after its teller was asked, once for each choice."""
    for sharing in choices:
        circle = with_choice(circle, "s", sharing, at=AT, event=EVENT)
    return circle


def stories(library: Library) -> list[str]:
    """The titles of all stories in a report of a library."""
    found = []
    for event in library.events():
        form = leaving_all(library.gathered(event))
        found += [story.title for story in form.stories]
        found += [story.title for circle in form.circles for story in circle.stories]
    return found


# The laptop where it was told goes back.


def by_command(library: Library, copy: str) -> Library:
    library.close()
    restore.restore(library.path, copy, library.clock.now())
    return Library(library.path, library.clock)


def by_settings(library: Library, copy: str) -> Library:
    library.restore(copy)
    return library


def by_damage(library: Library, _copy: str) -> Library:
    library.close()
    data = bytearray(library.path.read_bytes())
    data[4096:40960] = bytes(len(data[4096:40960]))
    library.path.write_bytes(data)
    opened, recovered = open_or_recover(library.path, library.clock)
    assert recovered is not None
    return opened


def by_hand(library: Library, copy: str) -> Library:
    """IT puts the copy in place; what lies beside the library stays."""
    data = (backups.folder(library.path) / copy).read_bytes()
    library.close()
    library.path.write_bytes(data)
    return Library(library.path, library.clock)


@LEAVES
@pytest.mark.parametrize("way", [by_command, by_settings, by_damage, by_hand])
def test_going_back_brings_no_yes_back(
    library: Library, sharing: Sharing, way: Callable[[Library, str], Library]
) -> None:
    """Yes, a copy, no, back to the copy: it stays, and leaves when its teller is asked anew."""
    library.save_event(EVENT)
    circle = library.save_circle(told(sharing))
    copy = library.back_up()
    library.save_circle(asked(circle, Sharing.STAYS))
    with way(library, copy) as back:
        (story,) = back.circle("c").stories
        assert story.title == "unforgettable"
        assert story.sharing is Sharing.STAYS
        assert story.choice is None
        assert stories(back) == []
        anew = back.save_circle(asked(back.circle("c"), sharing))
        assert stories(back) == ["unforgettable"]
        back.restore(back.back_up())
        assert stories(back) == ["unforgettable"], "a copy of the later yes knew of the no"
        assert back.circle("c") == anew


@LEAVES
def test_after_damage_each_yes_waits_for_a_person(library: Library, sharing: Sharing) -> None:
    """A no may have been lost with what was damaged: of one's own stories the teller is asked."""
    library.save_event(EVENT)
    library.save_circle(told(sharing))
    library.back_up()
    with by_damage(library, "") as back:
        circle = back.circle("c")
        assert state(circle.stories[0], circle) is State.CONFIRM
        assert stories(back) == []
        assert back.unconfirmed() == 0, "it is asked for in its circle"
        back.save_circle(asked(circle, sharing))
        assert stories(back) == ["unforgettable"]


@LEAVES
def test_nor_is_a_yes_kept_where_damage_is_found_in_an_open_library(
    library: Library, sharing: Sharing
) -> None:
    """As of a large one, which is looked through while it is used."""
    library.save_event(EVENT)
    library.save_circle(told(sharing))
    recovered = recover_open(library, library.back_up())
    assert recovered.unconfirmed == 1
    assert state(library.circle("c").stories[0], library.circle("c")) is State.CONFIRM
    assert stories(library) == []


@LEAVES
def test_after_damage_an_organiser_confirms_what_came(
    library: Library, clock: SimulatedClock, tmp_path: Path, sharing: Sharing
) -> None:
    """Stories from other laptops are in no report and no archive until somebody says so."""
    file = hand_over(library, told(sharing), tmp_path / "1.circle")
    with fresh_library(tmp_path / "org" / "library", clock) as first:
        list(merge_files(first, [file]))
        first.back_up()
    with by_damage(first, "") as organiser:
        list(merge_files(organiser, [file]))
        assert stories(organiser) == [], "nor does the file alone, which may be older than the no"
        assert organiser.unconfirmed() == 1
        hand_on(organiser, tmp_path / "all.zip")
        with fresh_library(tmp_path / "next" / "library", clock) as following:
            list(merge_files(following, [tmp_path / "all.zip"]))
            assert stories(following) == []
        organiser.confirm()
        assert stories(organiser) == ["unforgettable"]
        assert organiser.unconfirmed() == 0


def test_erased_and_put_back_it_stays_out(library: Library) -> None:
    """An erasing ends a yes as well."""
    library.save_event(EVENT)
    library.save_circle(told(Sharing.NAMED))
    data = (backups.folder(library.path) / library.back_up()).read_bytes()
    library.erase_story("s")
    library.close()
    library.path.write_bytes(data)
    with Library(library.path, library.clock) as back:
        assert stories(back) == []


# An organiser takes in what is older.


class Met(Struct):
    """A circle's laptop and an organiser's, with the first file in both."""

    home: Library
    organiser: Library
    folder: Path
    circle: Circle
    first: Path

    def hand(self, *choices: Sharing) -> Path:
        """The circle's file after its teller was asked so."""
        self.circle = self.home.save_circle(asked(self.circle, *choices))
        path = self.folder / f"{len(list(self.folder.iterdir()))}.circle"
        return hand_over(self.home, self.circle, path)

    def withdraw(self) -> None:
        self.organiser.withdraw(self.circle.stories[0].code)


@pytest.fixture(params=[Sharing.NAMED, Sharing.ANONYMOUS])
def met(
    request: pytest.FixtureRequest, library: Library, clock: SimulatedClock, tmp_path: Path
) -> Iterator[Met]:
    circle = told(request.param)
    first = hand_over(library, circle, tmp_path / "1.circle")
    with fresh_library(tmp_path / "org" / "library", clock) as organiser:
        list(merge_files(organiser, [first]))
        yield Met(library, organiser, tmp_path, circle, first)


def test_an_own_earlier_report_brings_nothing_back(met: Met, clock: SimulatedClock) -> None:
    """And whoever loads it first can withdraw by the same code."""
    report = met.folder / "report.json"
    write_report(report, met.organiser, EVENT)
    with fresh_library(met.folder / "third" / "library", clock) as third:
        assert load(third, report).left_out == 0
        assert stories(third) == ["unforgettable"]
        third.withdraw(met.circle.stories[0].code)
        assert stories(third) == []
        list(merge_files(third, [met.first]))
        assert stories(third) == []
    met.withdraw()
    assert load(met.organiser, report).left_out == 1
    assert stories(met.organiser) == []


@pytest.mark.parametrize("by_code", [True, False])
def test_a_removed_circle_takes_no_no_with_it(met: Met, *, by_code: bool) -> None:
    """Removing it is housekeeping: with the tick the old file brings the circle back, and not the
    story.
    """
    if by_code:
        met.withdraw()
    else:
        list(merge_files(met.organiser, [met.hand(Sharing.STAYS)]))
    assert stories(met.organiser) == []
    met.organiser.erase_circle("c")
    list(merge_files(met.organiser, [met.first], accepted=["Circle 5"]))
    assert [circle.id for circle in met.organiser.circles()] == ["c"]
    assert stories(met.organiser) == []


def test_a_removed_circle_comes_back_after_a_tick_alone(met: Met) -> None:
    """Its event and its noes come, the rest waits; with the tick it is as one never here, and a
    merge taken back leaves it waiting again.
    """
    organiser = met.organiser
    organiser.erase_circle("c")
    kept = stories(organiser)  # one without names is of the event: nothing says whose circle's
    for _ in range(2):
        (merged,) = merge_files(organiser, [met.first])
        assert merged.outcome == "look"
        assert (
            "circle 5 was removed from this laptop and would come back: left out" in merged.line()
        )
        assert '--accept "circle 5"' in merged.line()
        assert (organiser.circles(), stories(organiser), organiser.arrivals()) == ([], kept, {})
    hand_on(organiser, met.folder / "all.zip")
    with fresh_library(met.folder / "third" / "library", met.home.clock) as third:
        list(merge_files(third, [met.folder / "all.zip"]))
        (merged,) = merge_files(third, [met.first])
        assert merged.outcome == "new", "that it was removed here is no news for others"
    (merged,) = merge_files(organiser, [met.first], accepted=["circle 5"])
    assert merged.outcome == "new"
    assert stories(organiser)
    organiser.take_back()
    assert (organiser.circles(), stories(organiser)) == ([], kept)
    assert next(iter(merge_files(organiser, [met.first]))).waiting
    list(merge_files(organiser, [met.first], accepted=["circle 5"]))
    assert next(iter(merge_files(organiser, [met.first]))).outcome == "same"


def test_a_no_in_a_removed_circles_file_is_heard(met: Met) -> None:
    """The file waits; what its tellers took back does not."""
    met.organiser.erase_circle("c")
    later = met.hand(Sharing.STAYS)
    assert next(iter(merge_files(met.organiser, [later]))).waiting
    list(merge_files(met.organiser, [met.first], accepted=["circle 5"]))
    assert [circle.id for circle in met.organiser.circles()] == ["c"]
    assert stories(met.organiser) == []


def test_going_back_to_a_copy_keeps_what_was_removed_out(met: Met) -> None:
    """Also to one of before the circle came."""
    organiser = met.organiser
    organiser.back_up()
    organiser.erase_circle("c")
    for name in backups.names(organiser.path):
        organiser.restore(name)
        assert organiser.circles() == []
        assert next(iter(merge_files(organiser, [met.first]))).waiting


def test_a_library_of_which_all_was_removed_is_empty(clock: SimulatedClock, tmp_path: Path) -> None:
    """That a circle was removed is no content: no copy of full ones is pushed out for it."""
    with fresh_library(tmp_path / "one" / "library", clock) as library:
        library.save_circle(Circle("c", 5))
        assert not is_empty(conn_of(library))
        library.erase_circle("c")
        assert is_empty(conn_of(library))
        library.save_circle(Circle("c", 5))
        assert not next(iter(conn_of(library).execute("SELECT count(*) FROM removed")))[0]


def test_a_merge_that_is_taken_back_keeps_its_noes(met: Met) -> None:
    """What a file withdrew stays out, though all else of it goes."""
    later = met.hand(Sharing.STAYS)
    list(merge_files(met.organiser, [later]))
    met.organiser.take_back()
    assert stories(met.organiser) == []
    list(merge_files(met.organiser, [met.first]))
    assert stories(met.organiser) == []


def test_a_withdrawal_that_was_heard_of_is_not_taken_back(met: Met) -> None:
    """A merge told of it where the story was told: taking that merge back is no yes."""
    met.withdraw()
    hand_on(met.organiser, met.folder / "all.zip")
    list(merge_files(met.home, [met.folder / "all.zip"]))
    met.home.take_back()
    (story,) = met.home.circle("c").stories
    assert (story.title, story.sharing) == ("unforgettable", Sharing.STAYS)


def test_a_file_of_before_the_no_says_nothing_after_it(met: Met) -> None:
    """Whichever is merged first, here and where another organiser hands all on."""
    later = met.hand(Sharing.STAYS)
    for files in ([met.first, later], [later, met.first]):
        path = met.folder / f"o{len(list(met.folder.iterdir()))}" / "library"
        with fresh_library(path, met.home.clock) as other:
            for file in files:
                list(merge_files(other, [file]))
            assert stories(other) == []
            hand_on(other, met.folder / "all.zip")
        list(merge_files(met.organiser, [met.folder / "all.zip", met.first]))
        assert stories(met.organiser) == []


# A yes that does not know of the no.


@pytest.fixture
def unaware(library: Library, clock: SimulatedClock, tmp_path: Path) -> Iterator[Met]:
    """Withdrawn at the organiser; meanwhile its teller said without names, and with name again."""
    circle = told(Sharing.NAMED)
    first = hand_over(library, circle, tmp_path / "1.circle")
    with fresh_library(tmp_path / "org" / "library", clock) as organiser:
        list(merge_files(organiser, [first]))
        yield Met(library, organiser, tmp_path, circle, first)


def asked_apart(met: Met) -> Path:
    """The file of a facilitator who had not heard of the withdrawal as the teller was asked."""
    return met.hand(Sharing.STAYS, Sharing.NAMED)


@pytest.mark.parametrize("typed", [True, False])
def test_a_later_yes_that_knows_of_the_no_counts(unaware: Met, *, typed: bool) -> None:
    """The code was typed on its laptop too, or the organiser's archive was merged there."""
    unaware.withdraw()
    if typed:
        unaware.home.withdraw(unaware.circle.stories[0].code)
    else:
        hand_on(unaware.organiser, unaware.folder / "all.zip")
        list(merge_files(unaware.home, [unaware.folder / "all.zip"]))
    unaware.circle = unaware.home.circle("c")
    assert unaware.circle.stories[0].sharing is Sharing.STAYS
    later = unaware.hand(Sharing.NAMED)
    (merged,) = merge_files(unaware.organiser, [later])
    assert merged.outcome == "updated"
    assert stories(unaware.organiser) == ["unforgettable"]


def test_a_yes_that_does_not_know_of_the_no_needs_a_look(unaware: Met) -> None:
    """Asked again after the withdrawal? Until somebody says so it is in no report."""
    code, organiser = unaware.circle.stories[0].code, unaware.organiser
    twin = asked_apart(unaware)
    organiser.withdraw(code)
    (merged,) = merge_files(organiser, [twin])
    assert merged.outcome == "look"
    assert stories(organiser) == []
    assert [m.outcome for m in merge_files(organiser, [twin, unaware.first])] == ["same", "same"]
    (apart,) = organiser.conflicts()
    assert apart.out
    organiser.settle(apart, dict(apart.copies[0].fields))
    assert stories(organiser) == ["unforgettable"]
    assert [m.outcome for m in merge_files(organiser, [twin, unaware.first])] == ["same", "same"]
    assert stories(organiser) == ["unforgettable"]


def test_where_nobody_was_asked_again_it_stays_out(unaware: Met) -> None:
    """That yes has ended too, wherever it is merged later."""
    code, organiser = unaware.circle.stories[0].code, unaware.organiser
    twin = asked_apart(unaware)
    organiser.withdraw(code)
    list(merge_files(organiser, [twin]))
    (apart,) = organiser.conflicts()
    organiser.keep_out(apart)
    assert organiser.conflicts() == []
    assert [m.outcome for m in merge_files(organiser, [twin])] == ["same"]
    assert stories(organiser) == []
    hand_on(organiser, unaware.folder / "all.zip")
    with fresh_library(unaware.folder / "n" / "library", organiser.clock) as following:
        list(merge_files(following, [twin, unaware.folder / "all.zip"]))
        assert stories(following) == []


def test_a_no_that_comes_after_such_a_yes_needs_a_look_as_well(unaware: Met) -> None:
    """The order in which they come is nothing."""
    code, organiser = unaware.circle.stories[0].code, unaware.organiser
    twin = asked_apart(unaware)
    organiser.withdraw(code)
    hand_on(organiser, unaware.folder / "all.zip")
    with fresh_library(unaware.folder / "n" / "library", organiser.clock) as following:
        list(merge_files(following, [twin]))
        assert stories(following) == ["unforgettable"]
        assert "look" in [m.outcome for m in merge_files(following, [unaware.folder / "all.zip"])]
        assert stories(following) == []
        assert [apart.out for apart in following.conflicts()] == [True]


# The file beside the library.


def test_the_file_beside_the_library_holds_ids_alone(library: Library) -> None:
    """No name, no word; written as the change returns, and readable by this user only."""
    library.save_event(EVENT)
    circle = library.save_circle(told(Sharing.NAMED))
    assert not consent_log.path_of(library.path).exists()
    library.save_circle(asked(circle, Sharing.STAYS))
    path = consent_log.path_of(library.path)
    assert [gone.yes.id for gone in consent_log.read_ended(library.path).values()] == ["s"]
    assert b"unforgettable" not in path.read_bytes()
    assert os.name == "nt" or path.stat().st_mode & 0o077 == 0


def test_a_no_is_on_the_disk_as_the_change_returns(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its line is waited for, and the file's own entry: a power cut takes neither."""
    library.save_event(EVENT)
    circle = library.save_circle(told(Sharing.NAMED))
    waited: list[tuple[int, int]] = []
    fsync = os.fsync

    def note(handle: int) -> None:
        fsync(handle)
        waited.append((os.fstat(handle).st_ino, os.fstat(handle).st_size))

    monkeypatch.setattr(os, "fsync", note)
    library.save_circle(asked(circle, Sharing.STAYS))
    path = consent_log.path_of(library.path)
    assert (path.stat().st_ino, path.stat().st_size) in waited
    # Windows writes a folder down by itself, and lets nobody wait for it.
    assert os.name == "nt" or path.parent.stat().st_ino in {file for file, _ in waited}


def test_a_line_that_a_kill_cut_off_is_written_anew(library: Library) -> None:
    """And what is no line of ours is passed over."""
    library.save_event(EVENT)
    circle = library.save_circle(told(Sharing.NAMED))
    library.save_circle(asked(circle, Sharing.STAYS))
    path = consent_log.path_of(library.path)
    whole = consent_log.read_ended(library.path)
    library.close()
    path.write_bytes(b"[1, 2]\nnot ours\n\xff\xfe\n" + path.read_bytes()[:-20])
    assert consent_log.read_ended(library.path) == {}
    with Library(library.path, library.clock):
        assert consent_log.read_ended(library.path) == whole


def test_a_change_is_saved_where_the_file_cannot_be_written(library: Library) -> None:
    """The library knows the no; the file has it after the next opening that can write it."""
    consent_log.path_of(library.path).mkdir()
    library.save_event(EVENT)
    circle = library.save_circle(told(Sharing.NAMED))
    library.save_circle(asked(circle, Sharing.STAYS))
    assert library.circle("c").stories[0].sharing is Sharing.STAYS
    consent_log.path_of(library.path).rmdir()
    library.close()
    with Library(library.path, library.clock):
        assert len(consent_log.read_ended(library.path)) == 1


def test_a_story_may_be_told_without_words(library: Library) -> None:
    """A no for a story that was never written down is kept too."""
    library.save_event(EVENT)
    circle = with_story(told(Sharing.NAMED), "b", story="t", title="x")
    circle = library.save_circle(with_choice(circle, "t", Sharing.NAMED, at=AT, event=EVENT))
    gone = replace(circle, stories=circle.stories[:1])
    library.save_circle(gone)
    assert {g.yes.id for g in consent_log.read_ended(library.path).values()} == {"t"}


def test_a_copy_that_waits_goes_with_its_yes(library: Library, tmp_path: Path) -> None:
    """Another laptop's words for a story wait to be looked at; the yes they came with ends. A
    restored backup has them again, and they are not handed on once its teller is asked anew.
    """
    library.save_event(EVENT)
    circle = with_story(START, "a", story="s", title="Mine")
    circle = library.save_circle(with_choice(circle, "s", Sharing.NAMED, at=AT, event=EVENT))
    left = library.leave(circle)
    others = tuple(
        replace(record, fields={**record.fields, "title": "Theirs"}, version={"other": 1})
        if record.kind == "story"
        else record
        for record in left.records
    )
    circle_file.write(replace(left, records=others), tmp_path / "other.circle")
    library.merge(circle_file.read(tmp_path / "other.circle"))
    assert [conflict.kind for conflict in library.conflicts()] == ["story"]
    copy = library.back_up()
    library.save_circle(asked(library.circle("c"), Sharing.STAYS))
    library.restore(copy)
    library.save_circle(asked(library.circle("c"), Sharing.NAMED))
    (story,) = library.circle("c").stories
    told = [r for leave in library.handed_on() for r in leave.records if r.kind == "story"]
    assert [yes_in(record) for record in told] == [yes_of(story)]
