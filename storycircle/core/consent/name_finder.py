"""Finds names in a text, and replaces them, as the 2007 report prints its quotations.

Section 3.3 of the report sets [forename] and [agency name] in place of names.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from storycircle.core.consent.folded_text import (
    UMLAUTS,
    VOWELS_BEFORE,
    FoldedText,
    Piece,
    fold,
    folded_text,
    plain,
    unspaced,
)
from storycircle.core.consent.name_forms import (
    BREAK,
    LITERAL,
    SHORTEST,
    SPELT,
    Form,
    Kind,
    Node,
    Sought,
    Way,
    forms,
    tree_of,
)
from storycircle.core.consent.whole_names import Stretch, whole_names

__all__ = ["AGENCY", "FORENAME", "MARKS", "Find", "Kind", "Sought", "finds", "replaced"]

FORENAME = "[forename]"
AGENCY = "[agency name]"
MARKS = re.compile(f"{re.escape(FORENAME)}|{re.escape(AGENCY)}")
_SOFT = re.compile(r"[ \n.'-]+")
_LINE_BROKEN = re.compile(r"- *\n *")  # a word hyphenated over a line's end
_SPELT_GAP = re.compile(r"[ .-]{1,2}")
# "And", "to", "from", "by", written as one letter with the name: Arabic, then Hebrew.
_JOINED = frozenset("وفبكل" + "והבכלמש")
_MOST_JOINED = 2
_BEFORE_CAPITALS = frozenset("b bh bp d g h m n t".split())  # Irish: hAoife, bhFionn, nDónall
_HISSES = ("s", "x", "z", "ch", "sh")  # names whose plural is -es
_HANDLE = re.compile(r"[\w.+%-]*@[\w.-]*\w|(?<![\w@])[^\W\d_]{2,}[._]?\d+(?![\w@])")
_IN_HANDLE = 4  # letters of a name that is found inside an address
_BEGINS_HANDLE = 3


class Find(Struct, frozen=True):
    """A place in a text, from `start` up to `end`, where a sought word was found.

    text: how it is written there. A possessive or plural s stays outside.
    """

    start: int
    end: int
    text: str
    what: str
    suggestion: str


def finds(text: str, sought: tuple[Sought, ...]) -> tuple[Find, ...]:
    """Every whole-word name, agency and word in a text, whatever its case or accents.

    A name counts in full and by each of its words of two letters or more that is no title; a
    possessive keeps its 's, a plural its s. Of the names at one place the longest is taken, and
    what belongs to it beside it: "Dawn Green" is one name where Dawn is known. More or fewer
    spaces, dots and apostrophes make no other name: "St Marys" is St. Mary's. Scripts without
    spaces have no whole words: there a name counts anywhere.
    """
    if not text or not sought:
        return ()
    folded = folded_text(text)
    taken = [range(*mark.span()) for mark in MARKS.finditer(text)]
    agencies = list(_stretches(folded, tree_of(sought, agencies=True), taken))
    taken += [range(one.start, one.end) for one in agencies]
    names = tree_of(sought, agencies=False)
    handles = list(_handles(folded, sought, taken))
    taken += [range(one.start, one.end) for one in handles]
    people = [*handles, *_stretches(folded, names, taken)]
    people = whole_names(folded, sorted(people, key=_start), _blocked(agencies, text))
    found = [_find(text, one, AGENCY) for one in agencies]
    found += [_find(text, one, FORENAME) for one in people]
    return tuple(sorted(found, key=lambda find: find.start))


def replaced(text: str, found: Sequence[Find], instead: Mapping[str, str | None]) -> str:
    """The text with each find replaced: as answered by how it is written, else as suggested; None
    keeps the word.
    """
    pieces, done = [], 0
    for find in found:
        replacement = instead.get(find.text, find.suggestion)
        pieces += [text[done : find.start], find.text if replacement is None else replacement]
        done = find.end
    return "".join([*pieces, text[done:]])


def _find(text: str, one: Stretch, suggestion: str) -> Find:
    return Find(one.start, one.end, text[one.start : one.end], one.form.sought.what, suggestion)


def _start(one: Stretch) -> int:
    return one.start


def _blocked(agencies: Sequence[Stretch], text: str) -> list[range]:
    """Where no name can reach: agencies, and what stands for a name already."""
    marks = [range(*mark.span()) for mark in MARKS.finditer(text)]
    return sorted((*marks, *(range(one.start, one.end) for one in agencies)), key=lambda r: r.start)


def _stretches(text: FoldedText, root: Node, taken: Sequence[range]) -> Iterator[Stretch]:
    """All places of the forms of a tree, from left to right, none over another."""
    if not root.next:
        return
    firsts = {*root.next, *(umlaut for umlaut in UMLAUTS if _begins(root, umlaut))}
    blocked = sorted(taken, key=lambda stretch: stretch.start)
    done, block = 0, 0
    for number, piece in enumerate(text.pieces):
        if piece.start < done or not piece.folded:
            continue
        while block < len(blocked) and blocked[block].stop <= piece.start:
            block += 1
        if block < len(blocked) and blocked[block].start < piece.end:
            continue
        limit = blocked[block].start if block < len(blocked) else len(text.text)
        starts = [0] if piece.folded[0] in firsts else []
        if piece.folded[0] in _JOINED and _opens_word(text, number):
            starts += _after_joined(piece.folded)
        for letters in starts:
            if letters == 0 and not _may_begin(text, number):
                continue
            found = _longest(text, root, number, letters, limit)
            if found is not None:
                done = found.end
                yield found
                break


def _begins(root: Node, umlaut: str) -> bool:
    return UMLAUTS[umlaut][0] in root.next


def _after_joined(folded: str) -> list[int]:
    """Where a name may begin behind letters that are written on to it."""
    count = 0
    while count < min(_MOST_JOINED, len(folded) - 1) and folded[count] in _JOINED:
        count += 1
    return list(range(1, count + 1))


def _opens_word(text: FoldedText, piece: int) -> bool:
    return piece == 0 or text.gap(piece - 1) != ""


def _may_begin(text: FoldedText, piece: int) -> bool:
    """Whether a name may begin at a piece: not at the Donald of McDonald, nor behind a vowel of
    Thai that belongs to the letter after it.
    """
    if _opens_word(text, piece):
        return True
    before = text.pieces[piece - 1]
    if before.folded in VOWELS_BEFORE:
        return False
    if not text.capital(piece) or len(before.folded) > _BEGINS_HANDLE:
        return True
    return before.folded in _BEFORE_CAPITALS and not text.capital(piece - 1)


def _longest(text: FoldedText, root: Node, number: int, letters: int, limit: int) -> Stretch | None:
    """The longest form that begins at some letter of a piece and ends at the edge of a word."""
    start = text.place(number, letters) if letters else text.pieces[number].start
    best: Stretch | None = None
    for spelt in (False, True):
        if spelt and len(text.pieces[number].folded) != 1:
            break
        for form, piece, upto in _ends(text, root, number, letters, spelt=spelt):
            end = text.place(piece, upto)
            longer = best is None or end > best.end
            if longer and end <= limit and _holds(text, form, number, piece):
                best = Stretch(start, end, number, piece, form)
    return best


def _ends(
    text: FoldedText, root: Node, number: int, letters: int, *, spelt: bool
) -> Iterator[tuple[Form, int, int]]:
    """All forms that begin at a letter and end at an edge: with the piece, and how far in it."""
    pieces = text.pieces
    waiting = [(root, number, letters)]
    while waiting:
        node, piece, at = waiting.pop()
        if BREAK in node.next:
            waiting.append((node.next[BREAK], piece, at))
        word = pieces[piece].folded
        if node.forms and _is_edge(word, at, piece - number + 1, spelt=spelt):
            yield from ((form, piece, at) for form in node.forms)
        if at < len(word):
            waiting += ((after, piece, at + 1) for after in _after(node, word[at]))
        elif node.next and piece + 1 < len(pieces):
            across = _over_dots if spelt else _across
            waiting += ((after, piece + 1, 0) for after in across(text, node, piece))


def _is_edge(word: str, at: int, count: int, *, spelt: bool) -> bool:
    """Whether a form may end within a word: at its end, or before what makes it a plural."""
    rest = word[at:]
    if spelt:
        return not rest and count >= SPELT
    return rest in {"", "s"} or (rest == "es" and word[:at].endswith(_HISSES))


def _after(node: Node, letter: str) -> Iterator[Node]:
    """What follows by a letter: an umlaut is also its plain letter."""
    if letter in node.next:
        yield node.next[letter]
    if letter in UMLAUTS and UMLAUTS[letter][0] in node.next:
        yield node.next[UMLAUTS[letter][0]]


def _over_dots(text: FoldedText, node: Node, piece: int) -> Iterator[Node]:
    """Where a word goes on that is spelt with dots."""
    single = len(text.pieces[piece + 1].folded) == 1
    if single and _SPELT_GAP.fullmatch(text.gap(piece)):
        yield node
        if BREAK in node.next:
            yield node.next[BREAK]


def _across(text: FoldedText, node: Node, piece: int) -> Iterator[Node]:
    """Where a form goes on in the next piece."""
    gap, after = text.gap(piece), node.next.get(BREAK)
    if gap == "" or _LINE_BROKEN.fullmatch(gap):
        yield node
    if after is not None and _SOFT.fullmatch(gap):
        yield after
    if "," in gap:
        between = text.text[text.pieces[piece].end : text.pieces[piece + 1].start].strip()
        if LITERAL + between in node.next:
            yield node.next[LITERAL + between]
        if after is not None and between == "&":
            yield from _over_and(after)


def _over_and(node: Node) -> Iterator[Node]:
    """An & in a text is the "and" of a form."""
    for letter in ("a", "n", "d", BREAK):
        if letter not in node.next:
            return
        node = node.next[letter]
    yield node


def _holds(text: FoldedText, form: Form, first: int, last: int) -> bool:
    """Whether a form counts as it is written in these pieces."""
    if form.way is Way.CAPITALS:
        return _in_capitals(text, first, last)
    if form.way is Way.INITIAL:
        single = [n for n in (first, last) if len(text.pieces[n].folded) == 1]
        capital = all(text.capital(n) and not _is_pronoun(text, n) for n in single)
        return first != last and bool(single) and capital
    return True


def _is_pronoun(text: FoldedText, piece: int) -> bool:
    """Whether a letter may be the English "I", which has no accent: no dot behind it, and parted
    from the name.
    """
    end = text.pieces[piece].end
    written = text.text[text.pieces[piece].start : end]
    joined = piece > 0 and text.gap(piece - 1) == ""
    return written == "I" and not joined and text.kinds[end : end + 1] != "."


def _in_capitals(text: FoldedText, first: int, last: int) -> bool:
    """Whether letters are capitals, but for those of small words: DoH."""
    letters = [
        text.kinds[at]
        for piece in text.pieces[first : last + 1]
        for at in range(piece.start, piece.end)
    ]
    capitals = letters.count("A")
    return letters[0] == "A" and capitals >= SHORTEST and capitals * 2 > len(letters)


def _handles(
    text: FoldedText, sought: tuple[Sought, ...], taken: Sequence[range]
) -> Iterator[Stretch]:
    """Addresses and account names that hold a name: sarah123@…, @dawngrieve99, Dawn2."""
    if "@" not in text.text and not re.search(r"[^\W\d_][._]?\d", text.text):
        return
    named = [
        form
        for form in forms(sought, agencies=False)
        if form.sought.kind is Kind.NAME and len(form.letters) >= SHORTEST
    ]
    held_by: dict[str, Form | None] = {}
    for handle in _HANDLE.finditer(text.text):
        start, end = handle.span()
        if any(start < stretch.stop and end > stretch.start for stretch in taken):
            continue
        if handle[0] not in held_by:
            held_by[handle[0]] = _held(handle[0], named)
        held = held_by[handle[0]]
        if held is not None:
            first = bisect_left(text.pieces, start, key=_begin)
            last = bisect_left(text.pieces, end, key=_begin) - 1
            yield Stretch(start, end, first, last, held, whole=True)


def _begin(piece: Piece) -> int:
    return piece.start


def _held(handle: str, named: Sequence[Form]) -> Form | None:
    """The name that an address holds, or that is written with digits behind it."""
    letters = plain(fold(re.sub(r"[\W\d_]", "", handle)))
    inside = "@" in handle
    return next((f for f in named if _is_name(letters, f) or (inside and _in(letters, f))), None)


def _is_name(letters: str, form: Form) -> bool:
    return letters == form.letters.replace(BREAK, "")


def _in(letters: str, form: Form) -> bool:
    """Whether the letters of an address hold a name."""
    name = form.letters.replace(BREAK, "")
    return name in letters if len(name) >= _IN_HANDLE else _starts(letters, name)


def _starts(letters: str, name: str) -> bool:
    return len(name) >= _BEGINS_HANDLE and letters.startswith(name) and not unspaced(name[0])
