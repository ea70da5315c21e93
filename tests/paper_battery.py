"""Hundreds of circles on paper, each read back with other people's tools.

`python -m tests.paper_battery` draws 500 circles of every script and length, reads each PDF with
poppler, compares what is attached with the exported file, and photographs 100 of the codes: at
150 dots an inch, turned up to 3 degrees, blurred, as JPEG of quality 60.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct, to_builtins
from msgspec.structs import replace
from PIL import Image, ImageFilter
from pypdf import PdfReader

from storycircle.core.clock import SystemClock
from storycircle.core.consent.shareable import leaving, on_paper
from storycircle.core.formats import sheet_code
from storycircle.core.model import Action, Circle, Event, Gathered, Member, NamesOnPaper, new_id
from storycircle.jobs.export import export_circle
from storycircle.jobs.merge import merge_files
from storycircle.jobs.report import write_sheet_with_data
from storycircle.paper.sheets.circle_sheet import STEPS, draw_sheet, lay_out
from storycircle.paper.typesetting.canvas import A4, MM
from storycircle.paper.typesetting.shaping import turns
from storycircle.store.library import Library

ENGLISH = (
    "We will meet on the first Monday of every month, and say honestly what became of it: what was "
    "done, what was not and what instead (before 12 July). Where a young person can come, they are "
    "asked well beforehand and met at the door; their words are read as they gave them."
).split()
WORDS = {
    "English": ENGLISH,
    "Polish": "Zażółć gęślą jaźń i spotkajmy się 12 lipca żeby posłuchać dzieci".split(),
    "Vietnamese": "Chúng tôi sẽ gặp nhau vào thứ Hai đầu tiên của mỗi tháng".split(),
    "Greek": "Θα συναντιόμαστε κάθε μήνα για να ακούμε ο ένας τον άλλον".split(),
    "Cyrillic": "Зустрічатися щомісяця й розповідати що змінилося до 12 липня".split(),
    "Arabic": "سنجتمع في أول يوم اثنين من كل شهر ونستمع إلى العائلات".split(),
    "Urdu": "ہم ہر مہینے کی پہلی تاریخ کو ملیں گے اور بچوں کی بات سنیں گے".split(),
    "Hebrew": "נפגוש את ההורים בכל חודש ונקשיב להם בבית הספר".split(),
    "Punjabi": "ਅਸੀਂ ਹਰ ਮਹੀਨੇ ਦੀ 12 ਤਾਰੀਖ਼ ਨੂੰ ਮਿਲਾਂਗੇ ਅਤੇ ਬੱਚਿਆਂ ਦੀ ਗੱਲ ਸੁਣਾਂਗੇ".split(),
    "Bengali": "আমরা প্রতি মাসের ১২ তারিখে মিলিত হব এবং শিশুদের কথা শুনব".split(),
    "Hindi": "हम हर महीने की 12 तारीख को मिलेंगे और बच्चों की बात सुनेंगे".split(),
}
NAMES = (
    "Brian R|Dawn G|Łukasz Żółkiewski|Nguyễn Thị Phượng|Ελένη Π|Олександра Ї|ليلى الخطيب|"
    "فاطمہ بی بی|מרים כהן|ਗੁਰਪ੍ਰੀਤ ਕੌਰ|রহিমা খাতুন|प्रिया शर्मा|<b>Ann</b> & Co|O’Neill-Smith (2)"
).split("|")


class Row(Struct, frozen=True):
    """What must hold, how often it was tried and how often it held, and how often at least."""

    name: str
    times: int
    held: int
    must: str

    @property
    def holds(self) -> bool:
        least = 0.99 if self.name == "code" else 1.0
        return self.times > 0 and self.held >= least * self.times


def circle_at(rng: random.Random, number: int) -> tuple[Event, Circle]:
    """A circle of some script and length, at an event with some rule for names."""
    rule = rng.choice([*[NamesOnPaper.AS_TYPED] * 3, NamesOnPaper.FIRST_WORD, NamesOnPaper.NONE])
    event = Event(new_id(), "An event - of circles", "2007-06-14", question="What is it for us?")
    names = rng.sample(NAMES, rng.randint(0, 7))
    members = tuple(Member(new_id(), name) for name in names)
    actions = []
    for _ in range(rng.choice([0, 1, 2, 3, 3, 3])):
        pool = WORDS[rng.choice([*["English"] * 5, *WORDS])]
        long = rng.choice([*range(3, 60), 100, 150, 900])
        text = " ".join(rng.choices(pool, k=long))[:5_000].strip()
        who = tuple(m.id for m in members if rng.random() < 0.5)
        actions.append(Action(new_id(), text, who, rng.choice(["", "12 July", "2007-07-12"])))
    circle = Circle(new_id(), number, event.id, members=members, actions=tuple(actions))
    return replace(event, names_on_paper=rule), circle


def poppler(pdf: Path, *options: str) -> str:
    """What pdftotext says of a PDF."""
    done = subprocess.run(
        ["pdftotext", *options, str(pdf), "-"],  # noqa: S607
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def bare(text: str) -> str:
    """Letters, digits and signs, without spaces and what only steers a direction."""
    return "".join(
        c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc")
    )


def words_of(text: str) -> list[str]:
    """Words without punctuation, steering letters and marks.

    Poppler takes a vowel sign for no letter: on a page of mostly Arabic it reads one at the end
    of a Punjabi line before the line.
    """
    joined = "".join(
        c for c in text if c not in "\u200c\u200d" and unicodedata.category(c)[0] != "M"
    )
    return "".join(c if unicodedata.category(c)[0] in "LN" else " " for c in joined).split()


def is_read_back(text: str, read: str, *, pages: int) -> bool:
    """Whether a text is there: each character in order; each word, where a page mixes directions.

    Over several pages heads and feet stand between the words of a long text: then they are
    sought in order.
    """
    if bare(text) in bare(read):
        return True
    if turns(read):
        return not Counter(words_of(text)) - Counter(words_of(read))
    rest = iter(read.split())
    return pages > 1 and all(word in rest for word in text.split())


def is_inked(text: str, printed: Iterable[str], read: str) -> bool:
    """Whether what a code held stands on the sheet. A long action's first letters may end within
    a word, on a page before its last: then the whole of it is sought.
    """
    whole = next((full for full in printed if full.startswith(text)), text)
    return is_read_back(whole, read, pages=read.count("\f"))


def all_is_read(event: Event, circle: Circle, pdf: Path) -> bool:
    """Every action and name, in pages that say which they are where they are several."""
    read = poppler(pdf)
    pages = read.count("\f")
    marked = pages == 1 or all(f"Sheet {n} of {pages}" in read for n in range(1, pages + 1))
    shown = on_paper(leaving(circle), event.names_on_paper).circle
    named = any(member.name for member in shown.members)
    texts = [action.text for action in circle.actions]
    texts += shown.shown_names().values() if named else []
    return marked and all(is_read_back(text, read, pages=pages) for text in texts)


def is_within_margins(pdf: Path) -> bool:
    """No word left, right, above or below of the margins, by poppler's boxes."""
    boxes = re.findall(
        r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">', poppler(pdf, "-bbox")
    )
    left, right = 16 * MM - 1, A4[0] - 16 * MM + 1
    top, bottom = 14 * MM - 4, A4[1] - 13 * MM + 4
    places = [[float(number) for number in box] for box in boxes]
    return bool(places) and all(
        x >= left and end <= right and y >= top and low <= bottom for x, y, end, low in places
    )


def is_large_enough(event: Event, circle: Circle) -> bool:
    """Actions at 18 points or more, on A4 and on A3."""
    form = leaving(circle)
    a4 = [block.size for page in lay_out(event, form) for block in page.blocks]
    a3 = [block.size * 2**0.5 for page in lay_out(event, form, "a3") for block in page.blocks]
    return min(a4 + a3) >= STEPS[-1] - 0.01


def is_attached(event: Event, circle: Circle, folder: Path) -> bool:
    """The sheet with data holds the exported file, byte for byte; the sheet for the wall none."""
    plain = replace(event, names_on_paper=NamesOnPaper.AS_TYPED)
    with Library(folder / f"{circle.id}-library", SystemClock()) as library:
        library.load(Gathered(plain, (circle,)))
        (folder / "x.circle").unlink(missing_ok=True)  # of the circle before
        export_circle(library, circle, folder / "x.circle")
        write_sheet_with_data(folder / "data.pdf", library, plain, circle)
    attached = PdfReader(folder / "data.pdf").attachments.values()
    found = [data for files in attached for data in files]
    wall = PdfReader(BytesIO(draw_sheet(event, leaving(circle)).pdf))
    return found == [(folder / "x.circle").read_bytes()] and not list(wall.attachments)


def photographed(pdf: Path, rng: random.Random) -> Path:
    """The last page at 150 dots an inch, turned, blurred, as JPEG."""
    for old in pdf.parent.glob("page*.png"):
        old.unlink()
    command = ["pdftoppm", "-r", "150", "-png", str(pdf), str(pdf.with_name("page"))]
    subprocess.run(command, check=True)
    last = max(pdf.parent.glob("page*.png"))
    with Image.open(last) as page:
        turned = page.convert("L").rotate(
            rng.choice((-1, 1)) * rng.uniform(0.5, 3), Image.Resampling.BICUBIC, True, fillcolor=255
        )
    taken = pdf.with_name("taken.jpg")
    turned.filter(ImageFilter.GaussianBlur(rng.uniform(0.4, 1.0))).save(taken, quality=60)
    return taken


def comes_back(event: Event, circle: Circle, pdf: Path, rng: random.Random) -> tuple[bool, bool]:
    """Whether the code is read and merged as what was printed; and holds no more than the ink."""
    shown = on_paper(leaving(circle), event.names_on_paper).circle
    printed = sheet_code.content_of(event, shown)
    taken = photographed(pdf, rng)
    with Library(pdf.with_name(f"{circle.id}-organiser"), SystemClock()) as library:
        list(merge_files(library, [taken]))
        held = library.circles()
        if not held:
            return False, True
        back = sheet_code.content_of(library.event(held[0].event), held[0])
    read = poppler(pdf)
    held_texts = (*back.members, *(action.text for action in back.actions))
    printed_texts = (*printed.members, *(action.text for action in printed.actions))
    inked = all(is_inked(text, printed_texts, read) for text in held_texts)
    longest = max((len(action.text) for action in back.actions), default=0)
    return back in (printed, replace(printed.shortened(longest), letters=0)), inked


def run(count: int, photographs: int, seed: int, say: Callable[[str], None]) -> Iterator[Row]:
    """The whole battery, a row for each thing that must hold."""
    rng = random.Random(seed)  # noqa: S311
    held: Counter[str] = Counter()
    times: Counter[str] = Counter()

    def note(name: str, number: int, *, holds: bool) -> None:
        times[name] += 1
        held[name] += holds
        if not holds:
            say(f"circle {number} of seed {seed}: {name}")

    with TemporaryDirectory(prefix="storycircle-paper-") as place:
        folder = Path(place)
        pdf = folder / "sheet.pdf"
        for number in range(1, count + 1):
            event, circle = circle_at(rng, number)
            pdf.write_bytes(draw_sheet(event, leaving(circle)).pdf)
            note("read back", number, holds=all_is_read(event, circle, pdf))
            note("margins", number, holds=is_within_margins(pdf))
            note("size of type", number, holds=is_large_enough(event, circle))
            note("attachment", number, holds=is_attached(event, circle, folder))
            named = circle.members and event.names_on_paper is not NamesOnPaper.NONE
            if times["code"] < photographs and (circle.actions or named):
                read, inked = comes_back(event, circle, pdf, rng)
                note("code", number, holds=read)
                note("no more than the ink", number, holds=inked)
    for name, must in MUST.items():
        yield Row(name, times[name], held[name], must)


MUST = {
    "read back": "every character of actions and names, in order; every word if directions mix",
    "margins": "no text outside the margins",
    "size of type": "actions at 18 points or more",
    "attachment": "the exported file, byte for byte; none on the wall",
    "code": "read from a photograph and merged as printed: 99 of 100",
    "no more than the ink": "what the code held stands on the sheet",
}


def main() -> None:
    """Run the battery and print a row for each thing that must hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.paper_battery", description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--codes", type=int, default=100)
    parser.add_argument("--seed", type=int, default=2007)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    rows = list(
        run(given.count, given.codes, given.seed, lambda said: print(said, file=sys.stderr))  # noqa: T201
    )
    for row in rows:
        print(f"{row.name:22} {row.held:5} of {row.times:5}   {row.must}")  # noqa: T201
    if given.json:
        given.json.write_text(
            json.dumps({"rows": [to_builtins(row) for row in rows]}), encoding="utf-8"
        )
    sys.exit(0 if all(row.holds for row in rows) else 1)


if __name__ == "__main__":
    main()
