"""The measure of dead keys finds one where there is one, and none in the app."""

import pytest
from pytestqt.qtbot import QtBot

from storycircle.core.turns.schedule import Stage
from storycircle.ui.circle.circle_view import CircleView
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.commands import WindowKeys
from tests.reach.keys import _circle, _dead_on, dead_keys


@pytest.mark.slow
def test_no_key_that_a_page_shows_is_dead_there_or_from_the_rail(qtbot: QtBot) -> None:
    assert qtbot is not None
    assert dead_keys() == []


@pytest.mark.slow
def test_the_measure_finds_keys_that_nothing_hears(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A ring that hears no key, and a window that looks for none, as before they were mended."""
    assert qtbot is not None
    stories = _circle(Stage.STORIES)
    assert list(_dead_on("stories", stories)) == []
    monkeypatch.setattr(StoriesScreen, "keyPressEvent", CircleView.mousePressEvent)
    monkeypatch.setattr(WindowKeys, "add", lambda _self, *_bindings: None)
    dead = list(_dead_on("stories", stories))
    assert "stories: P does nothing" in dead
    assert "stories: F6 does nothing" in dead
