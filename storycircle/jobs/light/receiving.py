"""The files that came by light: written where what is unpacked is, to be read as a stranger's."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import mkdtemp

from storycircle.core import i18n
from storycircle.core.error_sentences import Refused
from storycircle.core.formats import light_code
from storycircle.core.formats.sheet_code import LIGHT, Part
from storycircle.core.text import safe_name
from storycircle.jobs.files.contents import Contents
from storycircle.store.exchange.sealed_file import is_sealed
from storycircle.store.safety.disk import write_bytes


def add_files(read: Mapping[Path, Contents], folder: Path) -> set[Path]:
    """Add to what files hold the circle files whose parts are in them, which may be spread over
    several: each counts where its first part was met. What lacks parts is refused where it has
    some. Which files only had parts of what was met before.
    """
    lent: set[Path] = set()
    whole, lacking = light_code.files(part for each in read.values() for part in each.parts)
    given: set[bytes] = set()
    for path, contents in read.items():
        mine = [part for part in contents.parts if part.mark == LIGHT]
        contents.parts = [part for part in contents.parts if part.mark != LIGHT]
        for code in dict.fromkeys(part.code for part in mine):
            if code in lacking:
                contents.refused.append(_lacks(path, mine, code, lacking[code][1]))
            elif code in given:
                lent.add(path)
            elif code in whole:
                _add(contents, path, whole[code], folder)
            given.add(code)
    return lent


def _add(contents: Contents, path: Path, data: bytes, folder: Path) -> None:
    """Write one file that came; one that is sealed is opened as any sealed file is."""
    try:
        file = data if is_sealed(data) else light_code.inflated(data, path.name)
        place = Path(mkdtemp(dir=folder)) / safe_name(path.stem, ".circle")
        write_bytes(place, file)
    except Refused as refused:
        contents.refused.append(refused)
    else:
        contents.circles.append(place)


def _lacks(path: Path, mine: Sequence[Part], code: bytes, count: int) -> Refused:
    there = len({part.number for part in mine if part.code == code})
    parts = {"parts": i18n.figures(there), "count": i18n.figures(count)}
    return Refused("light-part", name=path.name, **parts)
