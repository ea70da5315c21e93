"""Prints how names are found in 5,000 sentences: `python -m tests.masking [COUNT] [--seed N]`.

The exit status is 1 where a bound is broken: missed under 1 in 100, wrongly taken under 1 in 200.
"""

import argparse
import sys
from collections import Counter

from tests.masking.sentences import HELD_OUT, LATER, LATEST, WRITTEN_ON, Figures, judged, sentences

MISSED, TAKEN = 1 / 100, 1 / 200
_HALVES = (
    ("rules written on", WRITTEN_ON),
    ("held out", HELD_OUT),
    ("written later", LATER),
    ("written last", LATEST),
)


def main() -> int:
    """Both halves, and what was written later, measured and printed; 0 where all are in bounds."""
    parser = argparse.ArgumentParser(prog="python -m tests.masking")
    parser.add_argument("count", nargs="?", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=2007)
    parser.add_argument("--show", type=int, default=0, help="so many of those missed and taken")
    chosen = parser.parse_args()
    good = True
    for title, codes in _HALVES:
        figures = judged(sentences(chosen.count // 2, chosen.seed, codes))
        good &= _told(f"{title}: {' '.join(codes)}", figures, chosen.show)
    return 0 if good else 1


def _told(title: str, figures: Figures, show: int) -> bool:
    missed = len(figures.missed) / max(1, figures.sentences)
    taken = len(figures.taken) / max(1, figures.words)
    print(f"{title}\n  {figures.sentences} sentences, {figures.words} other words")
    print(f"  missed {len(figures.missed)}: {missed:.2%} (under {MISSED:.2%})")
    print(f"  wrongly taken {len(figures.taken)}: {taken:.3%} of words (under {TAKEN:.2%})")
    print(f"  words that are somebody's name too, taken: {figures.namesakes}")
    print(f"  pointed at beside: {figures.hinted / max(1, figures.sentences):.2f} a sentence")
    ways = Counter(f"{one.language}, {one.way}" for one in figures.missed)
    for way, count in ways.most_common(12):
        print(f"    {count} missed: {way}")
    for one in figures.missed[:show]:
        print(f"    {one.text[one.start : one.end]!r} of {one.sought[-1].word!r} in {one.text!r}")
    for word, one in figures.taken[:show]:
        print(f"    took {word!r} for {[s.word for s in one.sought]} in {one.text!r}")
    return missed < MISSED and taken < TAKEN


if __name__ == "__main__":
    sys.exit(main())
