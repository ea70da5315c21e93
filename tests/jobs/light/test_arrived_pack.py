"""An event pack from the organiser's screen: its keys are known before anybody takes it."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from storycircle.core.clock import SystemClock
from storycircle.core.error_sentences import Refused
from storycircle.core.formats import light_code, sheet_code
from storycircle.core.formats.sheet_code import Part
from storycircle.core.model import Invited
from storycircle.core.text import fingerprint
from storycircle.jobs.export import export_circle, export_sealing_pack
from storycircle.jobs.import_event import load
from storycircle.jobs.light import arrived_pack
from storycircle.jobs.light.arrived_pack import ArrivedPack, pack_in
from storycircle.jobs.light.sending import circle_to_show, pack_to_show
from storycircle.resources import example_event
from storycircle.store.exchange.sealed_file import OPEN, Seal, make_key
from storycircle.store.library import Library

PASSPHRASE = "six chairs in a ring"  # noqa: S105 (of a key that the test makes)


@pytest.fixture
def organiser(tmp_path: Path) -> Library:
    (tmp_path / "organiser").mkdir()
    library = Library(tmp_path / "organiser" / "library", SystemClock())
    load(library, example_event())
    return library


@pytest.fixture
def laptop(tmp_path: Path) -> Library:
    (tmp_path / "laptop").mkdir()
    return Library(tmp_path / "laptop" / "library", SystemClock())


def parts_of(codes: Sequence[bytes]) -> list[Part]:
    return [part for code in codes if (part := sheet_code.part(code))]


def shown_pack(organiser: Library) -> list[Part]:
    return parts_of(pack_to_show(organiser, organiser.events()[0]).parts)


def test_a_pack_is_known_and_nothing_is_taken_yet(organiser: Library, laptop: Library) -> None:
    """Its title, and no key where the organiser has none; then it is taken as its file would be."""
    parts = shown_pack(organiser)
    title = organiser.events()[0].title
    assert pack_in(parts) == ArrivedPack(title, ())
    assert laptop.events() == []
    assert arrived_pack.take(laptop, parts).outcome == "new"
    assert [event.title for event in laptop.events()] == [title]
    assert laptop.circles() == []
    assert arrived_pack.take(laptop, parts).outcome == "same"


@pytest.mark.usefixtures("quick_seal")
def test_both_screens_have_one_fingerprint_and_circles_are_sealed_to_it(
    organiser: Library, laptop: Library, tmp_path: Path
) -> None:
    """As with a pack that is saved as a file: where there is a key, it is in the pack."""
    key = make_key(organiser.path, PASSPHRASE)
    shown = pack_to_show(organiser, organiser.events()[0])
    assert shown.keys == (fingerprint(key),)
    assert organiser.events()[0].recipients == (key,)
    arrived = pack_in(parts_of(shown.parts))
    assert arrived is not None
    assert arrived.keys == shown.keys
    arrived_pack.take(laptop, parts_of(shown.parts))
    assert laptop.events()[0].recipients == (key,)
    path = tmp_path / "pack.circle"
    export_sealing_pack(organiser, organiser.events()[0], path)
    (data,) = light_code.files(parts_of(shown.parts))[0].values()
    assert light_code.inflated(data, "x") == path.read_bytes()


@pytest.mark.usefixtures("quick_seal")
def test_a_pack_that_is_too_large_to_be_shown_seals_nothing(organiser: Library) -> None:
    """It says how long it would take; the event is as it was."""
    make_key(organiser.path, PASSPHRASE)
    event = replace(organiser.events()[0], recipients=())
    organiser.save_event(event)
    names = [f"{chr(97 + at % 26)}{at * 7919 % 100_003}" for at in range(20_000)]
    lists = [Invited(event.id, at + 1, tuple(names[at * 50 : at * 50 + 50])) for at in range(400)]
    organiser.save_invited(event.id, lists)
    with pytest.raises(Refused) as refused:
        pack_to_show(organiser, event)
    assert refused.value.key == "too-long-by-light"
    assert organiser.events()[0].recipients == ()


@pytest.mark.usefixtures("quick_seal")
def test_another_key_for_an_event_that_is_here_waits_for_a_person(
    organiser: Library, laptop: Library
) -> None:
    """As of any file: from then on somebody else could read what this laptop seals."""
    arrived_pack.take(laptop, shown_pack(organiser))
    make_key(organiser.path, PASSPHRASE)
    row = arrived_pack.take(laptop, shown_pack(organiser))
    assert row.waiting
    assert laptop.events()[0].recipients == ()


@pytest.mark.slow
def test_whatever_is_no_pack_goes_the_way_of_files(organiser: Library, tmp_path: Path) -> None:
    """A circle, two things, half a pack, a sheet's code, something sealed, something damaged."""
    circle, pack = circle_to_show(organiser, organiser.circles()[4]), shown_pack(organiser)
    sheet = sheet_code.cut(b"a sheet", 1)
    path = tmp_path / "x.circle"
    export_circle(organiser, organiser.circles()[4], path)
    sealed = light_code.whole(path.read_bytes(), Seal((), PASSPHRASE).close)
    damaged = light_code.whole(b"SQLite format 3\0" + bytes(90), OPEN.close)
    assert pack_in(pack) is not None
    for parts in (
        parts_of(circle.parts),
        [*pack, *parts_of(circle.parts)],
        pack[:-1],
        [*pack, *parts_of(sheet)],
        parts_of(light_code.shown(sealed)),
        parts_of(light_code.shown(damaged)),
        [],
    ):
        assert pack_in(parts) is None
