"""A circle from one laptop's screen into another's library: the same file, by the same reader."""

import random
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from storycircle.core.clock import SystemClock
from storycircle.core.consent.permission_to_leave import with_choice
from storycircle.core.consent.retention import Handed
from storycircle.core.error_sentences import Refused
from storycircle.core.formats import light_code, sheet_code
from storycircle.core.formats.sheet_code import Part
from storycircle.core.model import Circle, Sharing, Story, new_id
from storycircle.jobs.export import export_circle
from storycircle.jobs.import_event import load
from storycircle.jobs.light.sending import circle_to_show, note_seen, pack_to_show
from storycircle.jobs.merge import MergeResult, looked_at, merged_batch
from storycircle.jobs.merge_sources import batch_of
from storycircle.resources import example_event
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.sealed_file import Opener, Seal, make_key
from storycircle.store.library import Library

NOON = datetime(2007, 6, 14, 12)  # noqa: DTZ001 (the room's own time)
PASSPHRASE = "six chairs in a ring"  # noqa: S105 (of a key that the test makes)


@pytest.fixture
def laptop(tmp_path: Path) -> Library:
    library = Library(tmp_path / "laptop", SystemClock())
    load(library, example_event())
    return library


@pytest.fixture
def organiser(tmp_path: Path) -> Library:
    (tmp_path / "organiser").mkdir()
    return Library(tmp_path / "organiser" / "library", SystemClock())


def circle_of(library: Library, number: int = 5) -> Circle:
    return next(circle for circle in library.circles() if circle.number == number)


def parts_of(codes: Sequence[bytes]) -> list[Part]:
    return [part for code in codes if (part := sheet_code.part(code))]


def merge(library: Library, codes: Sequence[bytes], passphrase: str = "") -> list[MergeResult]:
    opener = Opener(library.path, lambda _name: passphrase)
    with batch_of([], library, read=parts_of(codes)) as batch:
        list(looked_at(library, batch, unseal=opener.open))
        return list(merged_batch(library, batch, unseal=opener.open))


def test_a_circle_comes_as_its_file_would(
    laptop: Library, organiser: Library, tmp_path: Path
) -> None:
    """In whatever order its parts were read; and its file, which comes later, is the same."""
    shown = circle_to_show(laptop, circle_of(laptop))
    assert 8 <= len(shown.parts) <= 14
    codes = [*shown.parts, *shown.parts[:3]]
    random.Random(4).shuffle(codes)  # noqa: S311
    (row,) = merge(organiser, codes)
    assert row.outcome == "new"
    assert row.number == 5
    path = tmp_path / "five.circle"
    export_circle(laptop, circle_of(laptop), path)
    data = light_code.files(parts_of(codes))[0].popitem()[1]
    assert light_code.inflated(data, "x") == path.read_bytes()
    with batch_of([path], organiser) as batch:
        (again,) = merged_batch(organiser, batch)
    assert again.outcome == "same"


def test_it_counts_as_handed_over_only_when_it_was_seen(laptop: Library) -> None:
    """Shown is not yet arrived."""
    circle = circle_of(laptop)
    shown = circle_to_show(laptop, circle)
    assert laptop.handing(circle).state is Handed.NEVER
    note_seen(laptop, shown)
    handing = laptop.handing(circle)
    assert handing.state is Handed.OVER
    assert handing.elsewhere
    assert handing.name == shown.name


@pytest.mark.slow
def test_where_the_pack_has_a_key_only_the_organiser_opens_it(
    tmp_path: Path, laptop: Library, organiser: Library
) -> None:
    """Deflated before it is sealed: a dozen parts, not forty."""
    key = make_key(organiser.path, PASSPHRASE)
    circle = circle_of(laptop)
    event = laptop.event(circle.event)
    assert event is not None
    laptop.save_event(replace(event, recipients=(key,)))
    shown = circle_to_show(laptop, circle)
    assert shown.sealed
    assert len(shown.parts) <= 14
    other = Library(tmp_path / "other", SystemClock())
    (row,) = merge(other, shown.parts, PASSPHRASE)
    assert row.outcome == "refused"
    assert other.circles() == []
    (row,) = merge(organiser, shown.parts, PASSPHRASE)
    assert row.outcome == "new"


def test_two_circles_and_half_a_third(laptop: Library, organiser: Library) -> None:
    """Each by itself; what lacks parts says how many, and nothing of it is merged."""
    third = circle_to_show(laptop, circle_of(laptop, 6)).parts
    codes = [
        *circle_to_show(laptop, circle_of(laptop, 4)).parts,
        *circle_to_show(laptop, circle_of(laptop, 5)).parts,
        *third[:4],
    ]
    random.Random(4).shuffle(codes)  # noqa: S311
    (row,) = merge(organiser, codes)
    assert sorted(circle.number for circle in organiser.circles()) == [4, 5]
    assert f"only 4 of the {len(third)} parts" in row.why


def test_the_pack_goes_the_other_way(laptop: Library, organiser: Library) -> None:
    """An event without circles, and who has it already is told so."""
    (event,) = laptop.events()
    shown = pack_to_show(laptop, event)
    (row,) = merge(organiser, shown.parts)
    assert row.outcome == "new"
    assert organiser.events()[0].title == event.title
    assert organiser.circles() == []


@pytest.mark.slow
def test_a_circle_of_500_stories_says_how_long_it_would_take(laptop: Library) -> None:
    """Or to use a file; nothing is noted of it."""
    circle = circle_of(laptop)
    words = random.Random(4)  # noqa: S311 (what is told)
    stories = [
        Story(new_id(), circle.members[0].id, f"Story {at}", f"{words.getrandbits(400):x}")
        for at in range(500)
    ]
    circle = replace(circle, stories=tuple(stories))
    for story in stories:
        circle = with_choice(circle, story.id, Sharing.NAMED, at=NOON, event=None)
    laptop.save_circle(circle)
    with pytest.raises(Refused) as refused:
        circle_to_show(laptop, circle_of(laptop))
    assert refused.value.key == "too-long-by-light"
    assert refused.value.fields["minutes"] in {"2", "3"}
    assert "Export it as a file instead." in str(refused.value)
    assert laptop.handing(circle_of(laptop)).state is Handed.NEVER


@pytest.mark.usefixtures("weak_seal")
def test_what_was_sealed_with_a_passphrase_of_its_own_is_read_too(
    laptop: Library, organiser: Library
) -> None:
    """Nothing here shows that: by light nothing lies about that somebody could find. It is read
    where another program shows it, as its file is.
    """
    circle = circle_of(laptop)
    file = circle_file.content(laptop.leave(circle, sealed=True), "x")
    codes = light_code.shown(light_code.whole(file, Seal((), PASSPHRASE).close))
    (row,) = merge(organiser, codes, PASSPHRASE)
    assert (row.outcome, row.number) == ("new", 5)


def test_what_is_no_circle_is_refused_as_a_strangers_file_is(organiser: Library) -> None:
    """What a screen says is believed no more than a file."""
    for file in (b"not a database", b"SQLite format 3\0" + bytes(200)):
        codes = light_code.shown(light_code.whole(file, lambda data: data))
        (row,) = merge(organiser, codes)
        assert row.outcome == "refused"
    codes = light_code.shown(light_code.whole(bytes(light_code.MOST_UNPACKED + 1), lambda d: d))
    (row,) = merge(organiser, codes)
    assert row.outcome == "refused"
    assert "larger than is unpacked" in row.why
    assert organiser.circles() == []


def test_all_codes_are_of_one_size(laptop: Library) -> None:
    """Ground and frame stay while one takes the place of another."""
    symbols = circle_to_show(laptop, circle_of(laptop)).symbols
    assert {len(symbol) for symbol in symbols} == {65}


def test_a_circle_file_reads_a_file_that_was_deflated_before_it_was_sealed(
    organiser: Library, laptop: Library, tmp_path: Path
) -> None:
    """As it is written where it came to; a damaged one is refused."""
    shown = circle_to_show(laptop, circle_of(laptop))
    data = light_code.files(parts_of(shown.parts))[0].popitem()[1]
    path = tmp_path / "x.circle"
    for held, damaged in ((data, False), (data[:-9], True)):
        path.write_bytes(b"age-encryption.org/v1\n" + held)
        unseal = lambda sealed, _name: sealed.removeprefix(b"age-encryption.org/v1\n")  # noqa: E731
        if damaged:
            with pytest.raises(Refused):
                circle_file.read(path, unseal)
        else:
            assert circle_file.read(path, unseal).circle() is not None
    assert organiser.circles() == []
