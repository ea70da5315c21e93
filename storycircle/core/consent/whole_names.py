"""Names as wholes: what stands beside a found part of a name and belongs to it goes with it.

"Dawn Green" where Dawn is known, "Dawn Mary Green" of Dawn Green, "Mary-Ann" of Ann. A capital
letter says that a word is a name only where capitals are rare: not in a title, nor in German.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.consent.folded_text import FoldedText, plain
from storycircle.core.consent.name_forms import (
    BEHIND,
    BREAK,
    TITLES,
    Form,
    Kind,
    parts_of,
    words_of,
)

_TITLE_CASE = re.compile("A[am]+(?:A[am]+)*")
_BETWEEN = re.compile(r"[ -]{1,2}")
_INITIAL_GAP = re.compile(r"\.? {1,2}|\.")
_SENTENCE_ENDS = frozenset('.!?…:;\n•"“”„«»([。！？؟।|')  # noqa: RUF001
_WORD_BEHIND = re.compile("[ -](?:a{1,3} )?A[Aam']*")
_LINE_ENDS = re.compile(r"\n|\. ")
_MOST_BESIDE = 3
_MOST_PIECES = 20  # of one word: DawnTheNurse has three
_NEAR = 200  # letters before and behind that say whether a line is a title
_ENOUGH = 2  # German words that say what a text is in
_LONG, _MANY = 3, 0.7  # long words with a capital that make a title, and their share of all
_PARTICLES = frozenset("van von de del della di da dos du ter bin bint ibn ap ferch el al".split())
_GERMAN = frozenset(
    "und nicht ist ich eine einen der das auch wir mit dem den für von zu sie ein im".split()
)
NO_NAMES = frozenset(
    "i im ive id ill ok the a an and but so then when it this that my our his her we he she they "
    "you your what who how there if as at in on to for from with of or no yes not is was all "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december christmas easter god".split()
)
"""Words that are no names although they are written with a capital."""


class Stretch(Struct, frozen=True):
    """Pieces of a text from first to last that are written as a form; start, end: its letters.

    whole: nothing beside it belongs to it.
    """

    start: int
    end: int
    first: int
    last: int
    form: Form
    whole: bool = False


def whole_names(
    text: FoldedText, found: Sequence[Stretch], blocked: Sequence[range]
) -> list[Stretch]:
    """The names that were found, each with what belongs to it; found: in order."""
    joined = _joined(text, found)
    kinds = without_names(text, [(one.start, one.end) for one in joined])
    grown: list[Stretch] = []
    block = 0
    for number, one in enumerate(joined):
        low = grown[-1].end if grown else 0
        high = joined[number + 1].start if number + 1 < len(joined) else len(text.text)
        while block < len(blocked) and blocked[block].stop <= one.start:
            block += 1
        if block:
            low = max(low, blocked[block - 1].stop)
        if block < len(blocked):
            high = min(high, blocked[block].start)
        speaks = _capitals_speak(text, one, kinds)
        grown.append(_grown(text, one, (low, high), speaks=speaks) if _may_grow(text, one) else one)
    return _joined(text, grown)


def _joined(text: FoldedText, found: Sequence[Stretch]) -> list[Stretch]:
    """The finds, with those side by side that are one person's as one."""
    joined: list[Stretch] = []
    for one in found:
        if joined and _one_person(text, joined[-1], one):
            before = joined[-1]
            joined[-1] = replace(before, end=one.end, last=one.last)
        else:
            joined.append(one)
    return joined


def _may_grow(text: FoldedText, one: Stretch) -> bool:
    capital = text.kinds[one.start] == "A"
    return capital and one.form.sought.kind is Kind.NAME and not one.whole


def _one_person(text: FoldedText, before: Stretch, one: Stretch) -> bool:
    """Whether two finds side by side are one name: another part of the same person's."""
    if before.whole or one.whole or before.form.whole or one.form.whole:
        return False
    if not _BETWEEN.fullmatch(text.kinds[before.end : one.start]):
        return False
    kinds = {before.form.sought.kind, one.form.sought.kind}
    other = one.form.letters.replace(BREAK, "")
    return (
        kinds == {Kind.NAME}
        and before.form.letters != one.form.letters
        and (before.form.sought == one.form.sought or other in parts_of(before.form.sought.word))
    )


def _grown(text: FoldedText, one: Stretch, within: tuple[int, int], *, speaks: bool) -> Stretch:
    """A find with what belongs to it, within two places. speaks: a capital means a name here."""
    words = words_of(one.form.sought.word)
    for _ in range(_MOST_BESIDE):
        last = _right(text, one, words, speaks=speaks)
        if last == one.last or text.pieces[last].end > within[1]:
            break
        one = replace(one, last=last, end=text.pieces[last].end)
    for _ in range(_MOST_BESIDE):
        first = _left(text, one, words, speaks=speaks)
        if first == one.first or text.pieces[first].start < within[0]:
            break
        one = replace(one, first=first, start=text.pieces[first].start)
    return one


def _right(
    text: FoldedText, one: Stretch, words: tuple[tuple[str, ...], ...], *, speaks: bool
) -> int:
    """The last piece of a find with the word to its right, where that belongs to it."""
    if one.last + 1 >= len(text.pieces) or one.end < text.pieces[one.last].end:
        return one.last
    after, gap = one.last + 1, text.gap(one.last)
    if _touches(text, one, after, gap):
        return _word_end(text, after)
    spaced = gap in {" ", "  "}
    if not spaced or (one.form.whole and len(words) > 1):
        return one.last
    initial = words[-1][0] if len(words) > 1 and len(words[-1][0]) == 1 else ""
    return _belonging(text, one, after, initial, speaks=speaks)


def _touches(text: FoldedText, one: Stretch, after: int, gap: str) -> bool:
    """Whether a find goes on: DawnTheNurse, Dawn2, O'Brien of O, Mary-Ann."""
    kind = text.kinds[text.pieces[after].start]
    if gap == "":
        return kind in {"A", "0"}
    if gap == "'":
        return kind == "A" and len(text.pieces[one.last].folded) == 1
    return gap == "-" and _is_title_case(text, after, _word_end(text, after))


def _belonging(text: FoldedText, one: Stretch, after: int, initial: str, *, speaks: bool) -> int:
    """The last piece of a surname that begins at a piece; the find's own where there is none."""
    end = _word_end(text, after)
    letters = _letters(text, after, end)
    titled = _is_title_case(text, after, end)
    known = initial != "" and letters.startswith(initial) and text.capital(after)
    if titled and known:
        return _over_hyphen(text, end)
    if not speaks:
        return one.last
    if len(letters) == 1:
        return _behind_single(text, one.last, end, known=known)
    if letters in _PARTICLES and not text.capital(after):
        return _behind_particle(text, one.last, end)
    title = letters in TITLES or letters in BEHIND
    named = titled and not title and not is_no_name(text, after, end)
    return _over_hyphen(text, end) if named else one.last


def _behind_single(text: FoldedText, last: int, single: int, *, known: bool) -> int:
    """The last piece of a name behind whose find stands a single letter: G, or the O of O'Brien.
    last: of the find. known: it is the initial that the list has.
    """
    if not text.capital(single):
        return last
    if single + 1 < len(text.pieces) and text.gap(single) == "'":
        return _over_hyphen(text, single + 1) if text.capital(single + 1) else last
    return single if known or not is_no_name(text, single, single) else last


def _behind_particle(text: FoldedText, last: int, particle: int) -> int:
    """The last piece of a name behind whose find stands a particle: Dawn de Souza."""
    if particle + 1 >= len(text.pieces) or text.gap(particle) not in {" ", "'"}:
        return last
    end = _word_end(text, particle + 1)
    return end if _is_title_case(text, particle + 1, end) else last


def _over_hyphen(text: FoldedText, end: int) -> int:
    """The last piece of a word with what a hyphen joins to it."""
    if end + 1 < len(text.pieces) and text.gap(end) == "-" and text.capital(end + 1):
        return _word_end(text, end + 1)
    return end


def _left(
    text: FoldedText, one: Stretch, words: tuple[tuple[str, ...], ...], *, speaks: bool
) -> int:
    """The first piece of a find with the word to its left, where that belongs to it."""
    if one.first == 0:
        return one.first
    before, gap = one.first - 1, text.gap(one.first - 1)
    begin = _word_begin(text, before)
    titled = _is_title_case(text, begin, before)
    touches = gap == "" and text.kinds[text.pieces[before].start] in {"a", "A"}  # the h of hAoife
    if touches or (gap == "-" and titled) or _leads(text, one, words, begin, speaks=speaks):
        return begin
    return one.first


def _leads(
    text: FoldedText, one: Stretch, words: tuple[tuple[str, ...], ...], begin: int, *, speaks: bool
) -> bool:
    """Whether the word that begins at a piece is the forename of a find: J. Smith, John Smith."""
    gap = text.gap(one.first - 1)
    forename = one.form.letters in {BREAK.join(words[0]), words[0][0]}
    if one.form.whole or forename or not _INITIAL_GAP.fullmatch(gap):
        return False
    letters = _letters(text, begin, one.first - 1)
    titled = _is_title_case(text, begin, one.first - 1)
    initial = words[0][0] if len(words[0][0]) == 1 else ""
    if titled and initial and letters.startswith(initial):
        return True
    if not speaks or not text.capital(begin):
        return False
    if len(letters) == 1:
        return "." in gap or letters == plain(words[0][0][0])
    named = titled and letters not in TITLES and not is_no_name(text, begin, one.first - 1)
    return named and "." not in gap and not begins_sentence(text, begin)


def _letters(text: FoldedText, first: int, last: int) -> str:
    return plain("".join(piece.folded for piece in text.pieces[first : last + 1]))


def is_no_name(text: FoldedText, first: int, last: int) -> bool:
    """Whether a word is one of NO_NAMES, accents and all: an İ or Í is no English "I"."""
    return text.text[text.pieces[first].start : text.pieces[last].end].lower() in NO_NAMES


def _word_end(text: FoldedText, piece: int) -> int:
    """The last piece of a word, or one far enough on in what has no words."""
    end = min(piece + _MOST_PIECES, len(text.pieces) - 1)
    while piece < end and text.gap(piece) == "":
        piece += 1
    return piece


def _word_begin(text: FoldedText, piece: int) -> int:
    """The first piece of a word, or one far enough back."""
    begin = max(piece - _MOST_PIECES, 0)
    while piece > begin and text.gap(piece - 1) == "":
        piece -= 1
    return piece


def _is_title_case(text: FoldedText, first: int, last: int) -> bool:
    kinds = text.kinds[text.pieces[first].start : text.pieces[last].end]
    return _TITLE_CASE.fullmatch(kinds) is not None


def begins_sentence(text: FoldedText, piece: int) -> bool:
    """Whether a piece is the first of a sentence, so that its capital says nothing."""
    if piece == 0:
        return True
    between = text.text[text.pieces[piece - 1].end : text.pieces[piece].start]
    return not _SENTENCE_ENDS.isdisjoint(between)


def _capitals_speak(text: FoldedText, one: Stretch, kinds: str) -> bool:
    """Whether a capital beside a find says that a word is a name."""
    return not is_german(text) and not in_a_title(kinds, one.start)


@lru_cache(maxsize=16)
def is_german(text: FoldedText) -> bool:
    """Whether a text is in German, where every noun has a capital."""
    return len(_GERMAN.intersection(piece.folded for piece in text.pieces)) >= _ENOUGH


def without_names(text: FoldedText, names: Sequence[tuple[int, int]]) -> str:
    """The kinds of a text's letters, with names and the word behind each blotted out: their
    capitals do not make a line a title.
    """
    kinds, done = [], 0
    for start, end in names:
        last = _WORD_BEHIND.match(text.kinds, end)
        after = last.end() if last else end
        if after > done:
            begin = max(start, done)
            kinds += [text.kinds[done:begin], "," * (after - begin)]
            done = after
    return "".join([*kinds, text.kinds[done:]])


def in_a_title(kinds: str, place: int) -> bool:
    """Whether most long words of a place's line, up to a full stop, have a capital. kinds: without
    the names.
    """
    before = _LINE_ENDS.split(kinds[max(0, place - _NEAR) : place])[-1]
    after = _LINE_ENDS.split(kinds[place : place + _NEAR], maxsplit=1)[0]
    line = before + after
    long: list[str] = re.findall("[Aa][Aam]{3,}", line)
    capitals = sum(word[0] == "A" for word in long)
    return (bool(long) and "a" not in line) or (capitals >= _LONG and capitals >= _MANY * len(long))
