"""Names and texts of every script whose face ships are read on a desktop that has no fonts."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase
from pytestqt.qtbot import QtBot

from storycircle.ui.theme.theme import Theme, load_fonts_for

TEXTS = {
    "Latin": "Phượng Łucja Şule Siân",
    "Greek": "Ελένη",
    "Cyrillic": "Анна Їжак",
    "Arabic": "فاطمة بنت علي",
    "Urdu": "فاطمہ ڑ ٹ",
    "Persian": "پژمان گلی",
    "Hebrew": "רות בת־שבע",
    "Hindi": "प्रिया शर्मा",
    "Marathi": "ज्ञानेश्वर ळ",
    "Bengali": "রহিমা বেগম",
    "Punjabi": "ਗੁਰਪ੍ਰੀਤ ਕੌਰ",
}
PROGRAM = Path(__file__).with_name("bare_desktop.py")
ROOT = Path(__file__).parents[3]
BARE = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>"""


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="fontconfig is Linux's")
@pytest.mark.parametrize("way", ["shown", "typed"])
def test_no_letter_is_a_box_where_the_system_has_no_fonts(way: str, tmp_path: Path) -> None:
    """In serif and sans, plain and strong: shown at once, and typed later."""
    conf = tmp_path / "fonts.conf"
    conf.write_text(BARE.format(folder=tmp_path))
    done = subprocess.run(
        [sys.executable, str(PROGRAM), way],
        input=json.dumps(TEXTS),
        capture_output=True,
        encoding="utf-8",
        env={
            **os.environ,
            "FONTCONFIG_FILE": str(conf),
            "PYTHONPATH": str(ROOT),
            "QT_QPA_PLATFORM": "offscreen",
        },
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    assert json.loads(done.stdout)["boxes"] == dict.fromkeys(TEXTS, 0)


def test_the_faces_of_other_scripts_come_when_they_are_needed(qtbot: QtBot, theme: Theme) -> None:
    """And are the app's own from then on, whatever the system has."""
    assert theme
    assert qtbot
    for family, text in (("Noto Sans Gurmukhi", "Punjabi"), ("Noto Sans Hebrew", "Hebrew")):
        load_fonts_for(TEXTS[text])
        assert family in QFontDatabase.families()
    before = QFontDatabase.families()
    load_fonts_for(TEXTS["Hindi"])
    assert QFontDatabase.families() == before
