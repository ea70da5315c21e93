"""Every sentence a person can be shown when something is refused: a key, its fields, its English.

Sorted by who can mend it. Raise `Refused("key", field=...)`; the sentence is its text.
"""

from collections.abc import Mapping
from enum import StrEnum

from storycircle.core.commands import keys
from storycircle.core.i18n import N_, _
from storycircle.core.text import shown_in_line


class Promise(StrEnum):
    """What a refusal promises of all that was there before."""

    UNCHANGED = "unchanged"
    UNWRITTEN = "unwritten"


UNCHANGED, UNWRITTEN = Promise
PROMISES = {
    UNCHANGED: N_("Nothing was changed."),
    UNWRITTEN: N_("Nothing was half-written."),
}

Sentences = Mapping[str, str | tuple[str | Promise, ...]]
"""By key, what is said: one sentence; or a title, then the rest, which may end in a promise. Keys'
caps are fields of _CAPS.
"""
_CAPS = {"start_key": keys.START, "pass_key": keys.PASS, "undo_key": keys.RING_UNDO}

PERSON: Sentences = {  # the person at the table
    "three-is-the-most": N_("Three is the most a circle commits to."),
    "no-name": N_("A name is needed: this line has none."),
    "too-few": N_("A circle needs at least two people: add another name."),
    "too-many-people": (
        N_("A circle has at most 15 people; this one has {count}."),
        N_("Make two circles."),
    ),
    "nobody-speaking": N_("Nobody is left to speak in this round."),
    "not-begun": (N_("{name} has not begun."), N_("{start_key} starts, {pass_key} passes.")),
    "nothing-to-go-back-to": N_("There is nobody before this turn."),
    "second-round-begins": (
        N_("The second round begins here."),
        N_("{undo_key} undoes, back to the first."),
    ),
    "nothing-to-undo": N_("There is nothing to undo."),
    "nothing-to-redo": N_("There is nothing to redo."),
    "one-name": N_("One seat has one name. Type another person into the list of names."),
    "no-turn-to-undo": N_("There is nothing of the turns to undo."),
    "no-turn-to-redo": N_("There is nothing of the turns to redo."),
    "not-heard-yet": N_("This person has not been heard in this round yet."),
    "round-not-over": N_("Someone is still to be heard in this round."),
    "two-rounds": N_("This is the second round already."),
    "not-in-round": N_("That person is not waiting in this round."),
    "plan-backwards": N_(
        "The programme is out of order at {title}: {starts} is not before {ends}."
    ),
    "no-time": (N_("“{text}” leaves no time."), N_("Write “25 min” or “until 11.50”.")),
    "begins-too-early": N_("{stage} would begin before {before} has had a minute."),
    "into-plenary": (
        N_("{stage} would end after the plenary begins, at {time}."),
        N_("Write a shorter time, or open the plenary’s time first."),
    ),
    "event-set": N_("The event set when it ends. Open the plenary’s time first."),
    "time-far": (
        N_("“{text}” is more than six hours."),
        # For translators: what is quoted is read by the app as it stands in English.
        N_("Write a shorter time, such as “25 min”."),
    ),
    # For translators: what is quoted is read by the app as it stands in English.
    "time-unclear": (N_("The time “{text}” is not clear."), N_("Write “25 min” or “until 11.50”.")),
    "length-unclear": (
        N_("The length “{text}” is not clear."),
        N_("Write minutes and seconds, as in 1:30."),
    ),
    "length-out-of-bounds": N_("The shortest turn is between {least} and {most}; {text} is not."),
    "days-unclear": (N_("“{text}” is not clear."), N_("Write a number of days, from 1 to {most}.")),
    "time-past": (
        N_("“{text}” is already past."),
        # For translators: what is quoted is read by the app as it stands in English.
        N_("Write a later time, or minutes such as “25 min”."),
    ),
    "too-long": (N_("{what} is longer than {most} letters."), UNCHANGED),
    "line-too-long": (
        N_("The line “{line}” is longer than {most} letters."),
        N_("It is not kept yet; the others are."),
    ),
    "too-many-names": (
        N_("A circle has at most 15 people; this list has {count}."),
        N_("Not in the circle yet: {names}. Make two circles."),
    ),
    "too-many-with-seated": (
        N_(
            "A circle has at most 15 people; this list has {count} with those who have spoken or "
            "promised something."
        ),
        N_("Not in the circle yet: {names}. Make two circles."),
    ),
    "too-many-outside": (
        N_("These are {count} people from outside, and {most} is the most for one action."),
        UNCHANGED,
    ),
    "event-unnamed": N_("An event needs a name: the one it has stands."),
    "practice-stays": N_("This is a practice circle: nothing of it is printed or handed over."),
    "third-unused": N_("Kept here as it was typed; it stands once you use it."),
    "title-first": N_("Kept here as it was typed; the event begins with its title."),
    "too-many-themes": (N_("A story has at most {most} themes."), UNCHANGED),
    "no-own-word": N_("Write the word that is to stand there."),
    "own-word-names": (N_("“{word}” contains a name too."), N_("Choose another word.")),
    "too-many-words": (
        N_("These are {count} words, and {most} is the most that can be looked for."),
        N_("The list stands as it was."),
    ),
    "erased": N_(
        "Something was erased here, and what was erased cannot come back: undo stops there."
    ),
    "no-passphrase": (N_("A passphrase is needed."), N_("Nothing was written.")),
    "passphrases-differ": (N_("The two passphrases are not the same."), N_("Nothing was written.")),
    "key-there": (N_("This library has a key already ({name})."), UNCHANGED),
    "no-key": N_("This library has no key yet: make one with “storycircle key”."),
    "not-a-key": (N_("“{key}” is not a public key."), N_("Nothing was written.")),
    "wrong-passphrase": (N_("This passphrase does not open the organiser’s key."), UNCHANGED),
    "sealed-already": N_(
        "This event’s files are sealed for its organiser already; leave the passphrase out."
    ),
    "not-a-code": N_(
        "“{code}” is not a withdrawal code: it has twelve letters, as BCDF-GHJK-LMNP."
    ),
    "code-unknown": (N_("No story here has the code {code}."), UNCHANGED),
    "no-event": N_("There is no event in this library yet: load one, or open an event pack."),
    "which-event": (
        N_("This library holds several events."),
        N_("Choose one with --event: {titles}."),
    ),
    "event-unknown": N_("No event here is called “{wanted}”."),
    "no-circle": N_("Circle {number} is not in this library."),
    "no-circles": N_("There is no circle in this library yet."),
    "nothing-to-tell": N_("Write what the room is to read."),
    "no-names": N_("There are no names to print yet."),
    "two-circles": N_("Two circles in this library have the number {number}; renumber one first."),
    "which-circle": (N_("This library holds several circles."), N_("Choose one with --circle.")),
    "ending-unknown": N_("“{name}” cannot be written: the name must end in {endings}."),
    "letters-nameless": (
        N_("This event puts no names on paper, so a table for letters would name nobody."),
        N_("The slips can be printed all the same."),
    ),
    "letters-nobody": N_("No names were noted, so there is nobody to write to."),
    "tellers-on-paper": (
        N_("The tellers’ slips carry withdrawal codes: they are printed, never put into a table."),
        N_("Choose a name that ends in .pdf."),
    ),
    "template-not-word": (
        N_("“{name}” is not a document of Word’s."),
        N_("Choose a .docx or .dotx that Word opens."),
    ),
    "template-old": (
        N_("“{name}” is of an older Word, or is locked with a password."),
        N_("Open it in Word, save it as .docx without a password, and choose that."),
    ),
    "template-macros": (
        N_("“{name}” holds a program that would run on every laptop that opens the report."),
        N_("Save it in Word as .docx, without macros, and choose that."),
    ),
    "template-fetches": (
        N_("“{name}” would fetch something from elsewhere whenever the report is opened: {what}."),
        N_("Put it into the template itself, in place of a link, and choose it again."),
    ),
    "template-large": N_("“{name}” is too large for a template: {most} MB is the most."),
    "template-for-word": N_("A template is for Word alone: “{name}” must end in .docx."),
    "template-gone": (
        N_("The template “{name}” is not where it was."),
        N_("Choose it again, or save the report without it."),
    ),
    "part-unclear": N_("“{text}” is no part: write heading=…, region=… or month=2007-06."),
    "no-such-part": N_("Nothing here is under “{part}”: there is {parts}."),
    "own-heading": (
        N_("Circle {number} put this under “{heading}” itself."),
        N_("It can go under another heading, not back to none."),
    ),
    "no-heading": (N_("A heading needs a name."), UNCHANGED),
    "same-heading": (N_("There is a heading “{heading}” already."), UNCHANGED),
    "heading-in-use": N_("Actions stand under “{heading}”: move them first, then take it away."),
    "number-taken": N_("Circle {number} is here already: give this one a number that is free."),
    "number-unclear": N_("A circle number is a whole number, from 1."),
    "count-unclear": N_("The number of circles is a whole number, or nothing."),
    "date-unclear": N_("Write the date as 14 June 2007 or 2007-06-14."),
    "title-needed": N_("An event needs a title."),
    "words-needed": (N_("{what} cannot be left empty here."), UNCHANGED),
    # For translators: what is quoted is read by the app as it stands in English.
    "programme-unclear": (
        N_("The line “{line}” begins with no time."),
        N_("Write “11.25–11.50 Stories”."),
    ),
    "name-without-circle": (
        N_("“{line}” stands under no circle."),
        # For translators: “Circle 5” as "Circle {number}" is translated.
        N_("Write “Circle 5” above its names, or a column with the number of the circle."),
    ),
    "names-unreadable": (N_("{name} cannot be read as a list of names."), UNCHANGED),
    "names-locked": (
        N_("{name} is locked with a password."),
        N_("Open it in the program it was made with, save it without the password, and try again."),
    ),
    "no-names-there": (N_("There are no names in {name}."), UNCHANGED),
    "stopped": (N_("Stopped."), N_("Nothing was written.")),
    "nothing-to-take-back": (
        N_("There is no merge to take back: something changed since, or its copy is gone."),
        UNCHANGED,
    ),
    "no-backup": (N_("No backup here is called “{name}”."), UNCHANGED),
    "circle-differs": (
        N_("Circle {number} is in this library already and differs from the file."),
        UNCHANGED,
    ),
    "event-differs": (
        N_("“{title}” is in this library already and differs from the file."),
        UNCHANGED,
    ),
}

DOCUMENT: Sentences = {  # whoever wrote the JSON document
    "plan-unordered": N_("{place} begins at {starts}, but the row above it begins at {above}."),
    "plan-overlaps": N_("{place} begins at {starts}, but the row above it ends at {above}."),
    "not-utf8": (N_("{name} is not UTF-8 text."), UNCHANGED),
    "not-json": (N_("{name} is not JSON: line {line}, column {column}."), UNCHANGED),
    "too-deep": (N_("{name} is nested too deeply to be an event."), UNCHANGED),
    "document-too-big": (
        N_("{name} is larger than {most} MB, the most a document may be."),
        UNCHANGED,
    ),
    "wrong-format": N_("{place}: this should be “storycircle/1”."),
    "unknown-key": N_("{place}: there is no key “{key}” here."),
    "same-key": N_("The key “{key}” appears twice in one object."),
    "missing": N_("{place} is needed and is not there."),
    "wrong-type": N_("{place} should be {wanted}."),
    "wrong-date": N_("{place} should be a date as YYYY-MM-DD."),
    "wrong-time": N_("{place} should be a time as HH:MM."),
    # For translators: what it should be is written in English in every document.
    "wrong-sharing": N_("{place} should be stays, anonymous or named."),
    # For translators: what it should be is written in English in every document.
    "wrong-names": N_("{place} should be as typed, first word or none."),
    # For translators: cy is a code, which is the same in every language.
    "wrong-language": N_("{place} should be a language’s code, such as cy."),
    "language-unknown": N_("This Story Circle has no language “{code}”: it has {codes}."),
    "too-many": N_("{place} has {count} entries; {most} is the most."),
    "text-too-long": N_("{place} is longer than {most} letters."),
    "same-name": N_("{place}: two members are called “{name}”; add an initial."),
    "same-number": N_("{place}: there are two circles with the number {number}."),
    "not-a-member": N_("{place}: “{name}” is not a member of this circle."),
    "not-a-circle": N_("{place}: there is no circle {number} in this document."),
    "too-many-actions": N_(
        "Circle {number} has {count} actions; three is the most a circle commits to."
    ),
}

FILE: Sentences = {  # whoever made or carried the file
    "not-there": N_("{name} is not there."),
    "not-a-file": N_("{name} is not a file."),
    "not-circle-file": (N_("{name} is not a circle file."), UNCHANGED),
    # For translators: {what} is one of the sentences that say what a file is, as "A film.".
    "other-kind": (N_("{name} is not a circle file. {what}"), UNCHANGED),
    "in-the-cloud": (
        N_("{name} is not on this laptop yet: its cloud shows the name alone."),
        N_("Have it fetched there, then gather it again."),
    ),
    "pdf-locked": (
        N_("{name} is locked with a password."),
        N_("Open it with that, print it to a PDF without one, and gather that."),
    ),
    "page-unreadable": N_("A page of {name} cannot be drawn: no code was looked for on it."),
    "too-slow": (
        N_("{name} takes too long to look through; what was found until then counts."),
        N_("Cut it into smaller files, and gather those."),
    ),
    "too-many-inside": (
        N_("{name} holds more than is looked through in one file."),
        N_("Save what is attached to it, and gather that."),
    ),
    "too-deep": N_("{name} is inside too many other files: take it out, then gather it."),
    "code-damaged": (N_("The code in {name} was read, but it is not a valid circle."), UNCHANGED),
    "code-part": N_(
        "{name} holds only {parts} of the {count} parts of a circle’s code: photograph "
        "the others too, and merge them together."
    ),
    "no-code": (
        N_("No circle’s code can be read in {name}."),
        N_("Take the photograph nearer and straight above, or hand over the circle file."),
    ),
    "not-a-picture": N_(
        "{name} is not a picture that can be read: whole, at most {most} MB and {pixels} million "
        "pixels."
    ),
    "paper-only": (
        N_("Circle {number} is known here from its paper alone."),
        N_("Merge its circle file first."),
    ),
    "newer-file": (
        N_("{name} was made by a newer Story Circle ({version})."),
        N_("Update this one first."),
    ),
    "damaged-library": (
        N_("Part of what is kept on this laptop is damaged and cannot be trusted."),
        N_("Nothing was changed; Settings can go back to a backup."),
    ),
    "damaged-file": (N_("{name} is damaged and cannot be trusted."), UNCHANGED),
    "conflicting-file": (
        N_("{name} says something of what stands here under another circle, or as something else."),
        N_("No Story Circle wrote it so."),
        UNCHANGED,
    ),
    "file-too-big": N_("{name} is larger than {most} MB, the most a circle file may be."),
    "too-big-to-read": N_("{name} is larger than {most} MB, the most that is looked through."),
    "sealed": (N_("{name} is sealed, and no passphrase was given."), UNCHANGED),
    "sealed-for-another": (
        N_("{name} is sealed for an organiser whose key is not on this laptop."),
        UNCHANGED,
    ),
    "does-not-open": (
        N_(
            "{name} does not open: it is sealed with another passphrase or key, or was changed on "
            "its way."
        ),
        UNCHANGED,
    ),
    "another-circle": (
        N_("{name} is the file of another circle or event."),
        N_("Nothing was written: choose another name."),
    ),
    "sealed-there": (
        N_("{name} is a sealed file, and nothing here says that it is of this circle."),
        N_("Nothing was written: choose another name."),
    ),
    "own-library": (
        N_("{name} belongs to the library itself."),
        N_("Nothing was written: choose another place."),
    ),
    "no-circle-files": N_("There is no circle file in {name}."),
    "archive-outside": (
        N_("{name} holds a file whose name leads out of it."),
        N_("None of it was read."),
    ),
    "archive-special": (
        N_("{name} holds a link or a device among its files."),
        N_("None of it was read."),
    ),
    "archive-locked": N_(
        "{name} is locked with a password: unpack it first, then gather the folder."
    ),
    "archive-too-many": N_("{name} holds more than {files} files, the most an archive may hold."),
    "archive-too-big": N_(
        "{name} holds more than {most} MB unpacked, the most an archive may hold."
    ),
    "archive-in-archive": N_(
        "{name} is an archive inside another: unpack it first, then gather it."
    ),
    "not-a-library": (N_("{name} is not a Story Circle library."), UNCHANGED),
    "live-library": (
        N_(
            "{name} is the library that is open here: it is not read as another file, nor written "
            "over."
        ),
        UNCHANGED,
    ),
    "empty-library": (
        N_("{name} holds nothing any more, and backups of it are here."),
        N_(
            "Open the window, which goes back to the newest good one, or choose one: “storycircle "
            "backups”, then “storycircle restore NAME”."
        ),
    ),
    "early-library": (
        N_(
            "{name} was made by a Story Circle from before its first release, which this one "
            "cannot open."
        ),
        UNCHANGED,
    ),
    "newer-library": (
        N_("{name} was made by a newer Story Circle ({version})."),
        N_("Nothing was changed: update this one first."),
    ),
}

MACHINE: Sentences = {  # the laptop
    "not-a-demo": (
        N_("{name} holds {found}, which no demonstration made here."),
        N_("Nothing was changed; name an empty folder."),
    ),
    "unexpected": (
        N_("This could not be finished ({what})."),
        N_("Nothing was half-written; please tell us."),
    ),
    "no-print": (
        N_("The printer {name} did not accept the pages."),
        N_("Nothing was printed; the PDF can be saved instead."),
    ),
    "no-room": (N_("There is no room left on this disk."), UNWRITTEN),
    "cannot-write": (N_("{name} cannot be written: {why}."), UNWRITTEN),
    "cannot-read": N_("{name} cannot be read: {why}."),
    "held-elsewhere": (
        N_("Another program has {name} open."),
        N_("Close it there, then try again."),
        UNWRITTEN,
    ),
    "held-unread": (
        N_("Another program has {name} open, and lets nobody else read it."),
        N_("Close it there, then try again."),
    ),
    "reader-not-started": (
        N_("{name} could not be read on this laptop: what opens such files here did not start."),
        N_("That says nothing against the file. Try again, or gather it on another laptop."),
    ),
    "changed-meanwhile": (
        N_("This was changed in the meantime."),
        N_("Nothing was overwritten; look again."),
    ),
    "upgrade-unsound": (
        N_("{name} could not be brought to this version."),
        N_("It stays as it was, and a copy is kept in its backups."),
    ),
    "library-open": (
        N_("A window has these circles open."),
        N_("Close it first, or go back to a backup in its settings."),
        UNCHANGED,
    ),
    "library-gone": (
        N_("The library is not in its place any more."),
        N_(
            "What is on screen is safe in memory: put the library’s folder back, or export this "
            "circle to another place."
        ),
    ),
    "library-cut": (
        N_(
            "Another program has emptied the library’s file or cut it short, and not all that was "
            "in it is in memory."
        ),
        N_(
            "What is on screen is: save it elsewhere, then open Story Circle anew, which goes "
            "back to a backup."
        ),
    ),
    "window-busy": (
        N_("Story Circle is already open."),
        N_(
            "Another window has your circles{holder} and does not answer. Only one can write at a "
            "time, so that nothing is mixed: close it, then try again."
        ),
    ),
    "only-reads": N_("Nothing was changed: this window only reads."),
    "shared-place": (
        N_("{name} lies on a network drive."),
        N_(
            "Two laptops could write to it at once and damage it, so nothing is written there. "
            "Look at it read-only, or keep your circles in another place: a folder on this "
            "laptop, with “storycircle --library” and its path."
        ),
    ),
    "went-wrong": (
        N_("Something did not go as it should."),
        N_(
            "All that was typed is saved, and you can go on. What happened is noted, without "
            "names or stories, in {name}."
        ),
    ),
    "went-wrong-saved": (
        N_("Something did not go as it should."),
        N_("All that was typed is saved, and you can go on."),
    ),
    "went-wrong-unsaved": (
        N_("Something did not go as it should."),
        N_("You can go on; what was typed is on screen and not saved yet."),
    ),
    "closing-unsaved": (
        N_("This disk does not take it."),
        N_("Save all of it elsewhere, or make room and try again. Nothing goes unless you say so."),
    ),
    "closing-refused": N_(
        "It is kept on this laptop as it was typed, and stands in its field when you come back."
    ),
    "no-locks": (N_("No file can be locked in {place}."), N_("Choose another place for it.")),
    "library-busy": (
        N_("Another Story Circle window is writing to these circles."),
        N_("Try again shortly."),
    ),
    "erased-not-clean": (
        N_("It is erased here, but another Story Circle window still holds the words."),
        N_("Close it and erase once more."),
    ),
    "erased-copies-owed": (
        # For translators: {why} and {copies} are sentences of their own.
        N_("It is erased here, and not yet in the backups: {why} {copies}"),
        N_("That is done as soon as it can be; Settings can delete them instead."),
    ),
    "erased-owed": N_(
        "It is out of sight, and not yet off the disk: {why} That is done as soon as it can be."
    ),
    "library-unsaved": (
        N_("This change could not be saved: {why}."),
        N_("Everything before it is safe."),
    ),
    "no-display": (
        N_("There is no screen here to open a window on."),
        N_("“storycircle demo FOLDER” plays a whole event without one."),
    ),
    "no-qt-libraries": (
        N_("The window cannot open: this system lacks {library}."),
        N_(
            "The README names the packages to install; “storycircle demo FOLDER” needs none of "
            "them."
        ),
    ),
}

SENTENCES: Sentences = {**PERSON, **DOCUMENT, **FILE, **MACHINE}


PLAINLY = N_(
    "Nobody can open what is sealed once its passphrase is forgotten: not you, not us. Write it "
    "down and keep it apart from this laptop."
)
"""Said wherever a passphrase is chosen, before it is."""


class Refused(Exception):  # noqa: N818 (people are refused kindly, they do not make errors)
    """Something could not be done; `str()` of it is one plain text for a person.

    key: which refusal it is, by which alone the program decides. fields: what fills its sentences.
    promise: what it says of all that was there before; None where nothing.
    """

    def __init__(self, key: str, /, **fields: object) -> None:
        self.key = key
        self.fields = fields
        sentences = SENTENCES[key]
        self._parts = (sentences,) if isinstance(sentences, str) else sentences
        last = self._parts[-1]
        self.promise = last if isinstance(last, Promise) else None
        super().__init__(str(self))

    def __str__(self) -> str:
        return " ".join(self._said())

    @property
    def title(self) -> str:
        """Its first sentence."""
        return self._said()[0]

    @property
    def rest(self) -> str:
        """What follows its first sentence."""
        return " ".join(self._said()[1:])

    def _said(self) -> list[str]:
        """Its sentences in the language in use."""
        filling: dict[str, object] = {name: command.cap for name, command in _CAPS.items()}
        for name, value in self.fields.items():
            filling[name] = shown_in_line(value) if isinstance(value, str) else value
        return [
            _(PROMISES[part]) if isinstance(part, Promise) else _(part, **filling)
            for part in self._parts
        ]

    @property
    def reason(self) -> str:
        """Why, for a sentence about something that is done in part: it does not promise that
        nothing was half-written, or that a change was not made.
        """
        if self.key == "library-unsaved":
            return f"{self.fields['why']}."
        return self.title if self.promise is UNWRITTEN else str(self)

    def with_name(self, name: str) -> str:
        """The text with another name for its file, where it begins with that."""
        begins = self._parts[0].startswith("{name}")
        return str(Refused(self.key, **{**self.fields, "name": name})) if begins else str(self)
