"""Messages, dates, times, numbers and lists in the language in use, and English without any."""

import gettext
from datetime import datetime
from threading import Thread
from unittest.mock import patch

from storycircle.core import i18n
from storycircle.core.i18n import _, n_
from storycircle.core.i18n.language import ENGLISH, language, speaking
from storycircle.languages import named, offered, shipped, wanted

WHEN = datetime(2007, 6, 14, 9, 5)  # noqa: DTZ001 (the room's own time)


def test_english_is_what_the_code_says() -> None:
    """Fields are filled in, and a count is in words; braces that a person typed stay."""
    assert _("Sound") == "Sound"
    assert _("{name} is next.", name="{0.__class__}") == "{0.__class__} is next."
    assert [n_("{count} person", "{count} people", each) for each in (0, 1, 36)] == [
        "no people",
        "one person",
        "thirty-six people",
    ]
    assert n_("{Count} is here.", "{Count} are here.", 6) == "Six are here."
    assert n_("{figures} file", "{figures} files", 1234) == "1,234 files"


def test_welsh_writes_dates_lists_and_numbers_its_own_way() -> None:
    with speaking(named("cy")):
        assert i18n.day("2007-06-14") == "14 Mehefin 2007"
        assert i18n.clock(WHEN) == "09:05"
        assert i18n.number(6) == "6"
        assert i18n.listed(["Mair", "Dewi", "Alun"]) == "Mair, Dewi ac Alun"
        assert i18n.listed(["Alun", "Mair"]) == "Alun a Mair"
    assert i18n.day("2007-06-14") == "14 June 2007"


def test_welsh_has_six_forms_of_a_count() -> None:
    """As CLDR has them: none, one, two, three, six, and others."""
    with speaking(named("cy")):
        people = [n_("{count} person", "{count} people", each) for each in range(9)]
    assert people[4:6] == ["4 o bobl", "5 o bobl"]
    assert people[7:] == ["7 o bobl", "8 o bobl"]
    assert len(set(people)) == 9
    assert not {"0", "1", "2", "3", "6"} & {one[0] for one in people[:4] + people[6:7]}


def test_a_language_holds_inside_of_its_block_and_its_thread() -> None:
    """What is printed in an event's language leaves the window's own alone."""
    elsewhere: list[str] = []
    with speaking(named("cy")):
        thread = Thread(target=lambda: elsewhere.append(language().code))
        thread.start()
        thread.join()
        assert language().code == "cy"
    assert (language(), elsewhere) == (ENGLISH, ["en"])


def test_the_system_s_first_language_that_ships_is_used() -> None:
    assert shipped()[0] == "en"
    assert wanted(["cy_GB", "en"]).code == "cy"
    assert wanted(["gd", "cy-GB"]).code == "cy"
    assert wanted(["zz"]) is ENGLISH
    assert wanted([]) is ENGLISH
    assert named("../..") is ENGLISH


def test_what_a_language_calls_itself_is_known_without_its_texts() -> None:
    """A page that offers them all to be chosen would read thousands of messages of each."""
    with patch.object(gettext, "GNUTranslations", side_effect=AssertionError):
        found = offered()
    assert found == {code: named(code).name for code in shipped()}
    assert found["cy"] == "Cymraeg"
