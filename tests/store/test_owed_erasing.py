"""Erasing is owed until it is done: whatever comes between the rows and the copies."""

import errno
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from storycircle.cli.main import main
from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle, Member, Sharing
from storycircle.jobs.export import export_pack
from storycircle.jobs.merge import merge_files
from storycircle.store.consent import consent_log
from storycircle.store.library import Library
from storycircle.store.safety import backups
from storycircle.store.safety.disk import write_whole
from tests.store.consent.test_consent_state import by_damage, by_hand
from tests.store.consent.test_withdrawals import hand_over, told
from tests.store.test_erasure import CIRCLE, EVENT, everywhere
from tests.support.inside import conn_of

WORDS = b"unforgettable-one"


@pytest.fixture
def struck(library: Library, clock: SimulatedClock) -> Library:
    """A story that is struck out of the rows, and still stands in two copies: a kill came."""
    library.save_event(EVENT)
    for theme in ("one", "two"):
        library.save_circle(replace(CIRCLE, theme=theme))
        library.back_up()
        clock.forward(60)
    library.strike_story("s")
    return library


def test_after_a_kill_the_next_start_goes_on(struck: Library) -> None:
    """What the rows lack and the copies hold is erased from them at the next opening's leisure."""
    struck.close()
    assert WORDS in everywhere(struck)
    with Library(struck.path, struck.clock) as again:
        assert len(again.copies_owing()) == 2
        again.erase_owed()
        assert WORDS not in everywhere(again)
        assert again.copies_owing() == []
        assert consent_log.read_owed(again.path) == {}
        assert len(backups.names(again.path)) == 2
    with Library(struck.path, struck.clock) as after:
        after.erase_owed()


def test_what_an_older_version_wished_for_is_still_done(struck: Library) -> None:
    """Each kind of erasing that was ever written down stays readable: the laptop was off since."""
    conn = conn_of(struck)
    for kind, what in (("words", [["s"]]), ("notes", [["c", "s"]])):
        row = [kind, json.dumps([kind, what]), "[]"]
        conn.execute("INSERT INTO owed (id, what, through) VALUES (?, ?, ?)", row)
    conn.commit()
    struck.erase_owed()
    assert WORDS not in everywhere(struck)
    assert struck.copies_owing() == []


def test_every_command_goes_on(struck: Library) -> None:
    """Whoever only lists the circles erases what is owed."""
    struck.close()
    done = CliRunner().invoke(main, ["--library", str(struck.path), "list"])
    assert done.exit_code == 0
    assert WORDS not in everywhere(struck)


def test_a_merge_goes_on(struck: Library, tmp_path: Path) -> None:
    """Whatever file it takes in, and though it changes nothing."""
    export_pack(struck, EVENT, tmp_path / "pack.circle")
    (merged,) = merge_files(struck, [tmp_path / "pack.circle"])
    assert merged.outcome == "same"
    assert WORDS not in everywhere(struck)
    assert not struck.owes()


def test_a_command_says_what_has_to_wait_and_does_its_own(
    struck: Library, no_room: list[str]
) -> None:
    """A full disk keeps nobody from listing their circles."""
    struck.close()
    done = CliRunner().invoke(main, ["--library", str(struck.path), "list"])
    assert done.exit_code == 0
    assert "Circle 5" in done.stdout
    assert "One copy still to be gone through" in done.stderr
    assert len(no_room) == 2


@pytest.mark.parametrize("whose", ["restored", "put back", "recovered"])
def test_a_copy_that_owes_an_erasing_is_not_put_back_as_it_is(struck: Library, whose: str) -> None:
    """Going back to it brings the story back in no way, and it goes from that copy as well."""
    copy = backups.names(struck.path)[0]
    if whose == "restored":
        struck.restore(copy)
        back = struck
    else:
        back = (by_hand if whose == "put back" else by_damage)(struck, copy)
    assert [story.id for story in back.circle("c").stories] == ["t"]
    back.erase_owed()
    assert WORDS not in everywhere(back)
    back.close()


def test_a_merge_taken_back_does_not_bring_it_back(
    library: Library, clock: SimulatedClock, tmp_path: Path
) -> None:
    """The copy of before the merge still holds it."""
    file = hand_over(library, told(Sharing.NAMED), tmp_path / "1.circle")
    people = (Member("x", "Xe"), Member("y", "Yo"))
    second = Circle("d", 6, "e", members=people)
    other = hand_over(library, second, tmp_path / "2.circle")
    with Library(tmp_path / "org" / "library", clock) as organiser:
        list(merge_files(organiser, [file]))
        list(merge_files(organiser, [other]))
        organiser.strike_story("s")
        organiser.merged_onto(backups.names(organiser.path)[0])
        organiser.take_back()
        assert [c.stories for c in organiser.circles()] == [()]


@pytest.fixture
def no_room() -> Iterator[list[str]]:
    """No copy but the first can be written anew. Says which were tried."""
    tried: list[str] = []

    def write(path: Path, make: Callable[[Path], None]) -> None:
        if path.suffix == ".backup":
            tried.append(path.name)
            if len(tried) > 1:
                raise Refused("no-room") from OSError(errno.ENOSPC, "full")
        write_whole(path, make)

    with patch("storycircle.store.safety.restore.write_whole", write):
        yield tried


def test_where_there_is_no_room_it_is_said_and_waits(struck: Library, no_room: list[str]) -> None:
    """How many copies are still to be gone through; those that were are not written again."""
    with pytest.raises(Refused, match="One copy still to be gone through") as refused:
        struck.erase_owed()
    assert "half-written" not in str(refused.value)  # one copy is without the words, one is not
    assert WORDS in everywhere(struck)
    assert struck.copies_owing() == no_room[1:]
    with pytest.raises(Refused, match="no room left on this disk"):
        struck.erase_owed()
    assert no_room[1:] == [no_room[1]] * 2


def test_where_the_librarys_own_file_owes_the_reason_is_said(struck: Library) -> None:
    """The copies are done; it does not say that a change was not saved which is."""
    full = Refused("library-unsaved", why="there is no room left on this disk")
    with (
        patch("storycircle.store.erasure.clean", side_effect=full),
        pytest.raises(Refused) as refused,
    ):
        struck.erase_owed()
    assert refused.value.key == "erased-owed"
    assert "not yet off the disk: there is no room left on this disk. That" in str(refused.value)
    assert struck.owes()


def test_a_copy_can_be_deleted_instead(struck: Library, no_room: list[str]) -> None:
    """After asking: nothing of the words is left, and the copies gone through stay."""
    with pytest.raises(Refused):
        struck.erase_owed()
    struck.delete_copies_owing()
    assert backups.names(struck.path) == no_room[:1]
    assert WORDS not in everywhere(struck)
    assert struck.copies_owing() == []


def test_the_notes_of_what_stays_can_be_gone_back_past(library: Library) -> None:
    """A copy whose notes were erased is still a sound one."""
    library.save_event(EVENT)
    library.save_circle(CIRCLE)
    copy = library.back_up()
    library.strike_notes("c")
    library.erase_owed()
    library.restore(copy)
    assert WORDS not in everywhere(library)
    assert [s.title for s in library.circle("c").stories] == ["", "unforgettable-two"]
