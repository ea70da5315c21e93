"""Sealed files: read by whoever holds the key or the passphrase, and by nobody else."""

import os
import stat
import threading
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle, Event, Member, Sharing, Story
from storycircle.jobs.check_file import check
from storycircle.jobs.export import export_circle, export_sealing_pack
from storycircle.jobs.merge import merge_files
from storycircle.jobs.report import write_sheet_with_data
from storycircle.store.exchange import circle_file, sealed_file
from storycircle.store.exchange.confirmation import Everything
from storycircle.store.library import Library

STORY = Story("s", "a", "Named title", sharing=Sharing.NAMED, left_as="out")
CIRCLE = Circle("c", 5, "e", members=(Member("a", "Al"), Member("b", "Bo")), stories=(STORY,))


class Asked:
    """Whoever is asked for passphrases, and how often that was; never from another thread."""

    def __init__(self, answer: str) -> None:
        self.answer, self.names = answer, list[str]()
        self._thread = threading.current_thread()

    def __call__(self, name: str) -> str:
        assert threading.current_thread() is self._thread, "Ctrl C would not reach the question"
        self.names.append(name)
        return self.answer


@pytest.fixture(scope="module")
def made_key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a key was made: sealing it under its passphrase is slow on purpose."""
    made = tmp_path_factory.mktemp("key") / "library"
    sealed_file.make_key(made, "horse")
    return made


@pytest.fixture
def sealed(library: Library, clock: SimulatedClock, tmp_path: Path, made_key: Path) -> Path:
    """The organiser's library with a key, and a circle file sealed to it by a facilitator."""
    library.save_event(Event("e", "An event"))
    for made, kept in zip(
        sealed_file.key_files(made_key), sealed_file.key_files(library.path), strict=True
    ):
        kept.write_bytes(made.read_bytes())
    export_sealing_pack(library, library.events()[0], tmp_path / "event.circle")
    with Library(tmp_path / "other" / "library", clock) as facilitator:
        list(merge_files(facilitator, [tmp_path / "event.circle"]))
        facilitator.save_circle(CIRCLE)
        export_circle(facilitator, CIRCLE, tmp_path / "five.circle")
        event = facilitator.events()[0]
        write_sheet_with_data(tmp_path / "five.pdf", facilitator, event, CIRCLE)
        open_ = circle_file.content(facilitator.leave(CIRCLE), "x")
    path = tmp_path / "five.circle"
    assert b"Named title" in open_
    assert b"Named title" not in path.read_bytes()
    return path


def opener(library: Library, answer: str) -> tuple[Asked, circle_file.Unseal]:
    asked = Asked(answer)
    return asked, sealed_file.Opener(library.path, asked).open


@pytest.mark.slow
def test_the_organiser_reads_what_was_sealed_to_their_key(library: Library, sealed: Path) -> None:
    """With nothing typed by the facilitator; the passphrase is asked once for all files."""
    asked, unseal = opener(library, "horse")
    files = [sealed, sealed.with_suffix(".pdf"), sealed]
    outcomes = [merged.outcome for merged in merge_files(library, files, unseal=unseal)]
    assert outcomes == ["new", "same", "same"]
    assert asked.names == [""]
    assert library.circle("c").stories[0].title == "Named title"


@pytest.mark.slow
def test_a_round_trip_is_exact(library: Library, sealed: Path, clock: SimulatedClock) -> None:
    """What is opened is what would have been written without a seal, record by record."""
    _, unseal = opener(library, "horse")
    with Library(sealed.parent / "other" / "library", clock) as facilitator:
        leave = facilitator.leave(facilitator.circle("c"))
        plain = circle_file.content(leave, "x.circle")
    assert unseal(sealed.read_bytes(), "x") == plain
    assert list(circle_file.read(sealed, unseal).records) == list(leave.records)


@pytest.mark.slow
def test_no_key_and_no_passphrase_are_each_one_sentence(
    library: Library, sealed: Path, tmp_path: Path, clock: SimulatedClock
) -> None:
    """Nobody else reads it; who gives no or another passphrase is told, and asked no more."""
    for answer, key in (("", "sealed"), ("donkey", "wrong-passphrase")):
        asked, unseal = opener(library, answer)
        for _ in range(2):
            with pytest.raises(Refused) as refused:
                circle_file.read(sealed, unseal)
            assert refused.value.key == key
        assert len(asked.names) == 1
    with pytest.raises(Refused, match="is sealed, and no passphrase"):
        circle_file.read(sealed)
    with Library(tmp_path / "third" / "library", clock) as third:
        _, unseal = opener(third, "horse")
        with pytest.raises(Refused, match="organiser whose key is not on this laptop"):
            circle_file.read(sealed, unseal)
    assert check(sealed).outcome == "sealed"


@pytest.mark.slow
@pytest.mark.parametrize("how", ["key", pytest.param("passphrase", marks=pytest.mark.slow)])
def test_a_sealed_file_cut_or_changed_anywhere_is_refused(
    library: Library, sealed: Path, how: str
) -> None:
    """Each with one sentence; no flipped bit changes a word unseen."""
    data = sealed.read_bytes()
    if how == "passphrase":
        _, unseal = opener(library, "horse")
        data = sealed_file.Seal((), "battery").close(unseal(data, "x"))
    _, unseal = opener(library, "horse" if how == "key" else "battery")
    chance = Random(2007)  # noqa: S311 (to damage files, not to keep secrets)
    tries = 60 if how == "key" else 2
    for number in range(tries):
        damaged = bytearray(data)
        if number % 2:
            del damaged[chance.randrange(len(data)) :]
        else:
            damaged[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        sealed.write_bytes(damaged)
        with pytest.raises(Refused) as refused:
            circle_file.read(sealed, unseal)
        assert str(refused.value).count(". ") <= 1
        assert str(refused.value).endswith("Nothing was changed.")


@pytest.mark.slow
def test_a_passphrase_of_ones_own_seals_where_there_is_no_pack(
    library: Library, tmp_path: Path
) -> None:
    """Asked by the file's name; one that opened another file is tried first."""
    library.save_event(Event("e", "An event"))
    library.save_circle(CIRCLE)
    files = [tmp_path / "1.circle", tmp_path / "2.circle"]
    for file in files:
        export_circle(library, CIRCLE, file, "café")
    asked, unseal = opener(library, "cafe\u0301")
    assert [m.outcome for m in merge_files(library, files, unseal=unseal)] == ["same", "same"]
    assert asked.names == ["1.circle"]
    _, unseal = opener(library, "tea")
    with pytest.raises(Refused, match="does not open"):
        circle_file.read(files[0], unseal)


@pytest.mark.slow
@pytest.mark.usefixtures("sealed")
def test_a_spare_key_opens_them_too(
    library: Library, tmp_path: Path, clock: SimulatedClock
) -> None:
    """A second organiser can take over when the first laptop is lost."""
    with Library(tmp_path / "spare" / "library", clock) as spare:
        key = sealed_file.make_key(spare.path, "donkey")
        export_sealing_pack(library, library.events()[0], tmp_path / "two.circle", [key])
        with Library(tmp_path / "other" / "library", clock) as facilitator:
            list(merge_files(facilitator, [tmp_path / "two.circle"], accepted=Everything()))
            export_circle(facilitator, CIRCLE, tmp_path / "to both.circle")
        for one, passphrase in ((library, "horse"), (spare, "donkey")):
            _, unseal = opener(one, passphrase)
            assert circle_file.read(tmp_path / "to both.circle", unseal).count("circle") == 1


@pytest.mark.slow
def test_keys_are_refused_where_they_are_none(library: Library, tmp_path: Path) -> None:
    """No file is written that nobody could open, and no key is written over."""
    event = Event("e", "An event")
    library.save_event(event)
    out = tmp_path / "x.circle"
    with pytest.raises(Refused, match="no key yet"):
        export_sealing_pack(library, event, out)
    with pytest.raises(Refused, match="passphrase is needed"):
        sealed_file.make_key(library.path, "")
    sealed_file.make_key(library.path, "horse")
    with pytest.raises(Refused, match="has a key already"):
        sealed_file.make_key(library.path, "horse")
    with pytest.raises(Refused, match="“hello” is not a public key"):
        export_sealing_pack(library, event, out, ["hello"])
    library.save_event(replace(event, recipients=("age1forged",)))
    library.save_circle(CIRCLE)
    with pytest.raises(Refused, match="is not a public key"):
        export_circle(library, CIRCLE, out)
    library.save_event(replace(event, recipients=(sealed_file.public_key(library.path),)))
    with pytest.raises(Refused, match="sealed for its organiser already"):
        export_circle(library, CIRCLE, out, "battery")
    assert not out.exists()


@pytest.mark.slow
def test_the_private_key_is_this_users_and_sealed(library: Library) -> None:
    """On the disk there is no key without its passphrase."""
    sealed_file.make_key(library.path, "horse")
    private, _ = sealed_file.key_files(library.path)
    assert b"AGE-SECRET-KEY" not in private.read_bytes()
    assert sealed_file.is_sealed(private.read_bytes())
    assert os.name == "nt" or stat.S_IMODE(private.stat().st_mode) == 0o600
