"""Trying out withdrawal codes against the proof that travels with a story."""

from collections.abc import Callable
from hashlib import pbkdf2_hmac
from math import log2
from time import process_time

import pytest

from storycircle.core.consent.shareable import leaving_all
from storycircle.core.consent.withdrawal_code import new_code, proof_of, shown_code
from storycircle.core.formats.json_document import write_document
from storycircle.core.model import Circle, Event, Gathered, Member, Sharing, Story

LEAST = 55
"""Of 2: how many evaluations of SHA-256 a search for one story's code is expected to take."""


def evaluations(monkeypatch: pytest.MonkeyPatch) -> int:
    """How often SHA-256 is evaluated for one guess, at the very least: once a round."""
    rounds = []

    def counted(name: str, password: bytes, salt: bytes, count: int) -> bytes:
        assert name == "sha256"
        rounds.append(count)
        return pbkdf2_hmac(name, password, salt, count)

    monkeypatch.setattr("storycircle.core.consent.withdrawal_code.pbkdf2_hmac", counted)
    proof_of("s", new_code())
    return sum(rounds)


def test_a_code_is_not_found_by_trying(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of all codes are tried before the right one, on average; all are equally likely."""
    code = new_code()
    assert len(code) <= 12
    letters = set("".join(new_code() for _ in range(200)))
    tries = len(letters) ** len(code) / 2
    assert log2(tries * evaluations(monkeypatch)) >= LEAST


def test_a_code_is_three_groups() -> None:
    """Short enough to be read out over the telephone."""
    assert [len(group) for group in shown_code(new_code()).split("-")] == [4, 4, 4]
    assert shown_code("") == ""


def test_each_story_has_to_be_tried_by_itself() -> None:
    """No table of proofs serves for two stories: the id goes into each."""
    code = new_code()
    assert len({proof_of(story, code) for story in ("s", "t", "")}) == 3
    assert proof_of("s", code) == proof_of("s", code)


def test_a_document_says_no_more_of_a_code_than_a_circle_file() -> None:
    """With a name or without: the same proof, which takes as many tries; and no code."""
    code = new_code()
    for sharing in (Sharing.NAMED, Sharing.ANONYMOUS):
        story = Story("s", "m", "Told", sharing=sharing, left_as="out", code=code)
        circle = Circle("c", 1, "e", members=(Member("m", "Al"),), stories=(story,))
        document = write_document(leaving_all(Gathered(Event("e", "E"), (circle,)))).decode()
        outside = "s" if sharing is Sharing.NAMED else "out"
        assert proof_of(outside, code) in document
        assert code not in document
        assert shown_code(code) not in document


def test_an_organiser_waits_at_most_a_millisecond_a_story() -> None:
    """A code is looked for among ten thousand stories in less than ten seconds."""
    assert least_of(lambda: proof_of("a story", "BCDFGHJKLMNP")) < 0.001


def least_of(work: Callable[[], object], times: int = 50) -> float:
    """The seconds that work takes of a processor, without what else is going on."""
    found = []
    for _ in range(times):
        began = process_time()
        work()
        found.append(process_time() - began)
    return min(found)
