"""A circle of three, held by ear from its names to the file for the organiser.

Run by the system's Python on the display and the bus of its environment, from the project's root:
python3 -m tests.atspi.blind_circle LOG PYTHON [ARGUMENTS ...], where the last start the app.
Exits 0 where all was heard; else says what was not.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests.atspi.ears import Ears
from tests.atspi.facilitator import LISTENING, QUICK, Facilitator, UnheardError
from tests.atspi.keyboard import Keyboard
from tests.atspi.words import ACTIONS, BY, STORIES


def hold(one: Facilitator) -> None:
    """The whole circle."""
    gather(one)
    open_(one)
    first_turn(one)
    others(one)
    dialogue(one)
    commit(one)
    plenary(one)


def gather(one: Facilitator) -> None:
    """Names, a question, and how long there is."""
    one.is_on("Start", "button", "Start a circle", within=30)
    one.press("Space")
    one.hears("Circle 1", "Gather")
    one.is_on("One on each line", "text")
    one.write("Ann Able\nBob Brown\nCy Cole")
    one.tab_to("The question we bring stories to")
    one.write("What helped you most?")
    one.tab_to("Time for stories")
    one.press("Ctrl a")
    one.write(STORIES)
    one.tab_to("Facilitator")
    one.reads("Minutes each", "1:40")
    one.does("Open the circle")
    one.hears("Circle 1", "Open")


def open_(one: Facilitator) -> None:
    """What is read out, and who begins."""
    one.reads("What helped you most?")
    one.reads("You may pass, and are asked again at the end.")
    one.reads("Ann Able, on your left, begins.")
    one.does("Begin the stories")
    one.hears("Circle 1", "Stories")
    one.is_on("Ann Able, next")


def first_turn(one: Facilitator) -> None:
    """The half minute, the end and a minute over are heard, and a pause between them."""
    one.does("Start")
    one.hears("Ann Able speaks, one minute")
    one.press("-")
    one.hears("Now one minute", "left")
    one.does("Pause")
    one.hears("Paused, one minute")
    one.is_on("Ann Able", "paused")
    one.does("Go on")
    one.hears("Ann Able goes on, one minute")
    one.hears_nothing("Half a minute")
    one.hears("Half a minute left.", within=45)
    one.is_on("Ann Able", "half a minute left")
    one.hears("The time is over.", within=35)
    one.is_on("Ann Able", "over time")
    one.hears("One minute over.", within=65)


def others(one: Facilitator) -> None:
    """One passes and is asked again; going on too early is asked about, and answered."""
    one.does("Next")
    one.hears("Bob Brown is next.")
    one.does("Pass")
    one.hears("Cy Cole is next.")
    one.hears("Bob Brown passed, and is asked again at the end.")
    one.is_on("Cy Cole, next")
    one.does("Start")
    one.hears("Cy Cole speaks")
    one.press("Ctrl 4")
    one.comes_into("have not been heard", "Nothing is lost")
    one.hears("Answers: Stay with the stories")
    one.hears_nothing("have not been heard")
    one.is_on("Stay with the stories", "button")
    one.press("Enter")
    one.is_on("Cy Cole, speaking")
    one.does("Next")
    one.hears("Bob Brown is next.")
    one.does("Start")
    one.hears("Bob Brown speaks")
    one.does("Next")
    one.hears("Every story is told.")
    one.does("To the dialogue")
    one.hears("Circle 1", "Dialogue")


def dialogue(one: Facilitator) -> None:
    """Something is noted, and a line of it becomes an idea; more ideas are typed."""
    one.does("Start the time")
    one.hears("The time runs,", "minutes", "left.")
    one.tab_to("What does this mean", "text")
    one.write(ACTIONS[0])
    one.press("Ctrl i")
    one.hears(f"An idea: {ACTIONS[0]}.")
    one.press("F6")
    one.is_on("Add an idea")
    for text in ACTIONS[1:]:
        one.write(text + "\n")
        one.hears(f"An idea: {text}.")
    one.does("To the actions")
    one.hears("Circle 1", "Commit")


def commit(one: Facilitator) -> None:
    """Three actions, each with who and by when."""
    one.is_on(ACTIONS[0])
    for text, place in zip(ACTIONS, ("one", "two", "three"), strict=True):
        one.is_on(text)
        one.press("Ctrl ↑")
        one.hears(f"Action {place}: {text}.")
    one.press("F6")
    for text, who in zip(ACTIONS, ("Everyone", "Bob Brown", "Cy Cole"), strict=True):
        one.tab_to(text)
        one.press("Enter")
        one.is_on("The action", text)
        one.tab_to(who, "check box")
        one.press("Space")
        one.is_on(who, "checked")
        one.tab_to("By when", "text")
        one.write(BY)
        one.tab_to("A heading of our own")
    one.does("To the plenary")
    one.hears("Circle 1", "Plenary")


def plenary(one: Facilitator) -> None:
    """The sheet is saved, and the circle file exported, each in a place of its own."""
    home = Path(os.environ["HOME"])
    one.is_on("Print the sheet")
    one.does("Save as PDF")
    one.is_on("File name:", "text")
    one.press("Ctrl a")
    one.write(f"{home}/sheet.pdf\n")
    one.comes_into("Saved.", "sheet.pdf", within=20)
    one.is_on("Open it", "button")
    one.press("Esc")
    one.is_on("Print the sheet")
    one.does("Export the circle file")
    one.is_on("File name:", "text")
    one.press("Ctrl a")
    one.write(f"{home}/ours.circle\n")
    one.comes_into("Exported, and checked.", "ours.circle", within=20)
    one.hears("Answers:")


def main(log: str, app: list[str]) -> int:
    """Hold the circle in the app that these arguments start."""
    settled = LISTENING if os.environ.get("ORCA") else QUICK
    one = Facilitator(Ears("Story Circle"), Keyboard(), settled)
    with subprocess.Popen(app) as window:
        status = 0
        try:
            hold(one)
        except UnheardError as unheard:
            tree = one.ears.tree()
            print(f"{one.log()}\n\n{tree}\n\nNot heard: {unheard}", flush=True)
            status = 1
        Path(log).write_text(one.log() + "\n", encoding="utf-8")
        one.press("Alt F4")
        try:
            ended = window.wait(20)
        except subprocess.TimeoutExpired:
            window.terminate()
            ended = 1
        if ended:
            print(f"the app ended with {ended}")
    return status or (1 if ended else 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
