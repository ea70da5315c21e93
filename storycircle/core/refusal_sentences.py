"""Every sentence a person can be shown when something is refused: a key, its fields, its English.

Sorted by who can mend it. Raise `Refused("key", field=...)`; the sentence is its text.
"""

from collections.abc import Mapping
from enum import StrEnum

from storycircle.core.commands import keys
from storycircle.core.text import shown_in_line


class Promise(StrEnum):
    """What a refusal promises of all that was there before."""

    UNCHANGED = "unchanged"
    UNWRITTEN = "unwritten"


UNCHANGED, UNWRITTEN = Promise
PROMISES = {
    UNCHANGED: "Nothing was changed.",
    UNWRITTEN: "Nothing was half-written.",
}

Sentences = Mapping[str, str | tuple[str | Promise, ...]]
"""By key, what is said: one sentence; or a title, then the rest, which may end in a promise."""

PERSON: Sentences = {  # the person at the table
    "three-is-the-most": "Three is the most a circle commits to.",
    "no-name": "A name is needed: this line has none.",
    "too-few": "A circle needs at least two people: add another name.",
    "too-many-people": (
        "A circle has at most 15 people; this one has {count}.",
        "Make two circles.",
    ),
    "nobody-speaking": "Nobody is left to speak in this round.",
    "not-begun": ("{name} has not begun.", f"{keys.START.cap} starts, {keys.PASS.cap} passes."),
    "nothing-to-go-back-to": "There is nobody before this turn.",
    "second-round-begins": (
        "The second round begins here.",
        f"{keys.RING_UNDO.cap} undoes, back to the first.",
    ),
    "nothing-to-undo": "There is nothing to undo.",
    "nothing-to-redo": "There is nothing to redo.",
    "not-heard-yet": "This person has not been heard in this round yet.",
    "round-not-over": "Someone is still to be heard in this round.",
    "two-rounds": "This is the second round already.",
    "not-in-round": "That person is not waiting in this round.",
    "away-speaking": "End this turn first: the person speaking cannot be away.",
    "plan-backwards": "The programme is out of order at {title}: {starts} is not before {ends}.",
    "no-time": ("“{text}” leaves no time.", "Write “25 min” or “until 11.50”."),
    "time-far": ("“{text}” is more than six hours.", "Write a shorter time, such as “25 min”."),
    "time-unclear": ("The time “{text}” is not clear.", "Write “25 min” or “until 11.50”."),
    "length-unclear": (
        "The length “{text}” is not clear.",
        "Write minutes and seconds, as in 1:30.",
    ),
    "length-out-of-bounds": "The shortest turn is between {least} and {most}; {text} is not.",
    "days-unclear": ("“{text}” is not clear.", "Write a number of days, from 1 to {most}."),
    "time-past": ("“{text}” is already past.", "Write a later time, or minutes such as “25 min”."),
    "too-long": ("{what} is longer than {most} letters.", UNCHANGED),
    "line-too-long": (
        "The line “{line}” is longer than {most} letters.",
        "It is not kept yet; the others are.",
    ),
    "too-many-names": (
        "A circle has at most 15 people; this list has {count}.",
        "Not in the circle yet: {names}. Make two circles.",
    ),
    "too-many-with-seated": (
        (
            "A circle has at most 15 people; this list has {count} with those who have spoken or "
            "promised something."
        ),
        "Not in the circle yet: {names}. Make two circles.",
    ),
    "third-unused": "Kept here as it was typed; it stands once you use it.",
    "title-first": "Kept here as it was typed; the event begins with its title.",
    "too-many-themes": ("A story has at most {most} themes.", UNCHANGED),
    "no-own-word": "Write the word that is to stand there.",
    "own-word-names": ("“{word}” contains a name too.", "Choose another word."),
    "too-many-words": (
        "These are {count} words, and {most} is the most that can be looked for.",
        "The list stands as it was.",
    ),
    "erased": "Something was erased here, and what was erased cannot come back: undo stops there.",
    "no-passphrase": ("A passphrase is needed.", "Nothing was written."),
    "passphrases-differ": ("The two passphrases are not the same.", "Nothing was written."),
    "key-there": ("This library has a key already ({name}).", UNCHANGED),
    "no-key": "This library has no key yet: make one with “storycircle key”.",
    "not-a-key": ("“{key}” is not a public key.", "Nothing was written."),
    "wrong-passphrase": ("This passphrase does not open the organiser’s key.", UNCHANGED),
    "sealed-already": "This event’s files are sealed for its organiser already; leave the "
    "passphrase out.",
    "not-a-code": "“{code}” is not a withdrawal code: it has twelve letters, as BCDF-GHJK-LMNP.",
    "code-unknown": ("No story here has the code {code}.", UNCHANGED),
    "no-event": "There is no event in this library yet: load one, or open an event pack.",
    "which-event": ("This library holds several events.", "Choose one with --event: {titles}."),
    "event-unknown": "No event here is called “{wanted}”.",
    "no-circle": "Circle {number} is not in this library.",
    "no-circles": "There is no circle in this library yet.",
    "two-circles": "Two circles in this library have the number {number}; renumber one first.",
    "which-circle": ("This library holds several circles.", "Choose one with --circle."),
    "ending-unknown": "“{name}” cannot be written: the name must end in {endings}.",
    "own-heading": (
        "Circle {number} put this under “{heading}” itself.",
        "It can go under another heading, not back to none.",
    ),
    "no-heading": ("A heading needs a name.", UNCHANGED),
    "same-heading": ("There is a heading “{heading}” already.", UNCHANGED),
    "heading-in-use": "Actions stand under “{heading}”: move them first, then take it away.",
    "number-taken": "Circle {number} is here already: give this one a number that is free.",
    "number-unclear": "A circle number is a whole number, from 1.",
    "count-unclear": "The number of circles is a whole number, or nothing.",
    "date-unclear": "Write the date as 14 June 2007 or 2007-06-14.",
    "title-needed": "An event needs a title.",
    "words-needed": ("{what} cannot be left empty here.", UNCHANGED),
    "programme-unclear": ("The line “{line}” begins with no time.", "Write “11.25–11.50 Stories”."),
    "name-without-circle": (
        "“{line}” stands under no circle.",
        "Write “Circle 5” above its names, or a column with the number of the circle.",
    ),
    "names-unreadable": ("{name} cannot be read as a list of names.", UNCHANGED),
    "no-names-there": ("There are no names in {name}.", UNCHANGED),
    "stopped": ("Stopped.", "Nothing was written."),
    "nothing-to-take-back": (
        "There is no merge to take back: something changed since, or its copy is gone.",
        UNCHANGED,
    ),
    "no-backup": ("No backup here is called “{name}”.", UNCHANGED),
    "circle-differs": (
        "Circle {number} is in this library already and differs from the file.",
        UNCHANGED,
    ),
    "event-differs": ("“{title}” is in this library already and differs from the file.", UNCHANGED),
}

DOCUMENT: Sentences = {  # whoever wrote the JSON document
    "plan-unordered": "{place} begins at {starts}, but the row above it begins at {above}.",
    "plan-overlaps": "{place} begins at {starts}, but the row above it ends at {above}.",
    "not-utf8": ("{name} is not UTF-8 text.", UNCHANGED),
    "not-json": ("{name} is not JSON: line {line}, column {column}.", UNCHANGED),
    "too-deep": ("{name} is nested too deeply to be an event.", UNCHANGED),
    "document-too-big": ("{name} is larger than {most} MB, the most a document may be.", UNCHANGED),
    "wrong-format": "{place}: this should be “storycircle/1”.",
    "unknown-key": "{place}: there is no key “{key}” here.",
    "same-key": "The key “{key}” appears twice in one object.",
    "missing": "{place} is needed and is not there.",
    "wrong-type": "{place} should be {wanted}.",
    "wrong-date": "{place} should be a date as YYYY-MM-DD.",
    "wrong-time": "{place} should be a time as HH:MM.",
    "wrong-sharing": "{place} should be stays, anonymous or named.",
    "wrong-names": "{place} should be as typed, first word or none.",
    "wrong-language": "{place} should be a language’s code, such as cy.",
    "language-unknown": "This Story Circle has no language “{code}”: it has {codes}.",
    "too-many": "{place} has {count} entries; {most} is the most.",
    "text-too-long": "{place} is longer than {most} letters.",
    "same-name": "{place}: two members are called “{name}”; add an initial.",
    "same-number": "{place}: there are two circles with the number {number}.",
    "not-a-member": "{place}: “{name}” is not a member of this circle.",
    "not-a-circle": "{place}: there is no circle {number} in this document.",
    "too-many-actions": "Circle {number} has {count} actions; three is the most a circle commits "
    "to.",
}

FILE: Sentences = {  # whoever made or carried the file
    "not-there": "{name} is not there.",
    "not-a-file": "{name} is not a file.",
    "not-circle-file": ("{name} is not a circle file.", UNCHANGED),
    "sheet-without-data": ("{name} is a sheet for the wall and carries no circle file.", UNCHANGED),
    "code-damaged": ("The code in {name} was read, but it is not a valid circle.", UNCHANGED),
    "code-part": "{name} holds only {parts} of the {count} parts of a circle’s code: photograph "
    "the others too, and merge them together.",
    "no-code": (
        "No circle’s code can be read in {name}.",
        "Take the photograph nearer and straight above, or hand over the circle file.",
    ),
    "not-a-picture": "{name} is not a photograph that can be read: PNG or JPEG, at most {most} MB "
    "and {pixels} million pixels.",
    "paper-only": (
        "Circle {number} is known here from its paper alone.",
        "Merge its circle file first.",
    ),
    "newer-file": (
        "{name} was made by a newer Story Circle ({version}).",
        "Update this one first.",
    ),
    "damaged-library": (
        "Part of what is kept on this laptop is damaged and cannot be trusted.",
        "Nothing was changed; Settings can go back to a backup.",
    ),
    "damaged-file": ("{name} is damaged and cannot be trusted.", UNCHANGED),
    "conflicting-file": (
        "{name} says something of what stands here under another circle, or as something else.",
        "No Story Circle wrote it so.",
        UNCHANGED,
    ),
    "file-too-big": "{name} is larger than {most} MB, the most a circle file may be.",
    "sealed": ("{name} is sealed, and no passphrase was given.", UNCHANGED),
    "sealed-for-another": (
        "{name} is sealed for an organiser whose key is not on this laptop.",
        UNCHANGED,
    ),
    "does-not-open": (
        (
            "{name} does not open: it is sealed with another passphrase or key, or was changed on "
            "its way."
        ),
        UNCHANGED,
    ),
    "another-circle": (
        "{name} is the file of another circle or event.",
        "Nothing was written: choose another name.",
    ),
    "sealed-there": (
        "{name} is a sealed file, and nothing here says that it is of this circle.",
        "Nothing was written: choose another name.",
    ),
    "own-library": (
        "{name} belongs to the library itself.",
        "Nothing was written: choose another place.",
    ),
    "no-circle-files": "There is no circle file in {name}.",
    "archive-outside": ("{name} holds a file whose name leads out of it.", "None of it was read."),
    "archive-special": ("{name} holds a link or a device among its files.", "None of it was read."),
    "archive-locked": "{name} is locked with a password: unpack it first, then gather the folder.",
    "archive-too-many": "{name} holds more than {files} files, the most an archive may hold.",
    "archive-too-big": "{name} holds more than {most} MB unpacked, the most an archive may hold.",
    "archive-in-archive": "{name} is an archive inside another: unpack it first, then gather it.",
    "not-a-library": ("{name} is not a Story Circle library.", UNCHANGED),
    "live-library": (
        (
            "{name} is the library that is open here: it is not read as another file, nor written "
            "over."
        ),
        UNCHANGED,
    ),
    "empty-library": (
        "{name} holds nothing any more, and backups of it are here.",
        (
            "Open the window, which goes back to the newest good one, or choose one: “storycircle "
            "backups”, then “storycircle restore NAME”."
        ),
    ),
    "early-library": (
        (
            "{name} was made by a Story Circle from before its first release, which this one "
            "cannot open."
        ),
        UNCHANGED,
    ),
    "newer-library": (
        "{name} was made by a newer Story Circle ({version}).",
        "Nothing was changed: update this one first.",
    ),
}

MACHINE: Sentences = {  # the laptop
    "not-a-demo": (
        "{name} holds {found}, which no demonstration made here.",
        "Nothing was changed; name an empty folder.",
    ),
    "unexpected": (
        "This could not be finished ({what}).",
        "Nothing was half-written; please tell us.",
    ),
    "no-print": (
        "The printer {name} did not accept the pages.",
        "Nothing was printed; the PDF can be saved instead.",
    ),
    "no-room": ("There is no room left on this disk.", UNWRITTEN),
    "cannot-write": ("{name} cannot be written: {why}.", UNWRITTEN),
    "cannot-read": "{name} cannot be read: {why}.",
    "changed-meanwhile": (
        "This was changed in the meantime.",
        "Nothing was overwritten; look again.",
    ),
    "upgrade-unsound": (
        "{name} could not be brought to this version.",
        "It stays as it was, and a copy is kept in its backups.",
    ),
    "library-open": (
        "A window has these circles open.",
        "Close it first, or go back to a backup in its settings.",
        UNCHANGED,
    ),
    "library-gone": (
        "The library is not in its place any more.",
        (
            "What is on screen is safe in memory: put the library’s folder back, or export this "
            "circle to another place."
        ),
    ),
    "library-cut": (
        (
            "Another program has emptied the library’s file or cut it short, and not all that was "
            "in it is in memory."
        ),
        (
            "What is on screen is: save it elsewhere, then open Story Circle anew, which goes "
            "back to a backup."
        ),
    ),
    "window-busy": (
        "Story Circle is already open.",
        (
            "Another window has your circles{holder} and does not answer. Only one can write at a "
            "time, so that nothing is mixed: close it, then try again."
        ),
    ),
    "only-reads": "Nothing was changed: this window only reads.",
    "shared-place": (
        "{name} lies on a network drive.",
        (
            "Two laptops could write to it at once and damage it, so nothing is written there. "
            "Look at it read-only, or keep your circles in another place: a folder on this "
            "laptop, with “storycircle --library” and its path."
        ),
    ),
    "went-wrong": (
        "Something did not go as it should.",
        (
            "All that was typed is saved, and you can go on. What happened is noted, without "
            "names or stories, in {name}."
        ),
    ),
    "went-wrong-saved": (
        "Something did not go as it should.",
        "All that was typed is saved, and you can go on.",
    ),
    "went-wrong-unsaved": (
        "Something did not go as it should.",
        "You can go on; what was typed is on screen and not saved yet.",
    ),
    "closing-unsaved": (
        "This disk does not take it.",
        "Save all of it elsewhere, or make room and try again. Nothing goes unless you say so.",
    ),
    "closing-refused": "It is kept on this laptop as it was typed, and stands in its field when "
    "you come back.",
    "no-locks": ("No file can be locked in {place}.", "Choose another place for it."),
    "library-busy": (
        "Another Story Circle window is writing to these circles.",
        "Try again shortly.",
    ),
    "erased-not-clean": (
        "It is erased here, but another Story Circle window still holds the words.",
        "Close it and erase once more.",
    ),
    "erased-copies-owed": (
        "It is erased here, and not yet in the backups: {why} {copies} still to be gone through.",
        "That is done as soon as it can be; Settings can delete them instead.",
    ),
    "erased-owed": "It is out of sight, and not yet off the disk: {why} That is done as soon as "
    "it can be.",
    "library-unsaved": ("This change could not be saved: {why}.", "Everything before it is safe."),
    "no-display": (
        "There is no screen here to open a window on.",
        "“storycircle demo FOLDER” plays a whole event without one.",
    ),
    "no-qt-libraries": (
        "The window cannot open: this system lacks {library}.",
        "The README names the packages to install; “storycircle demo FOLDER” needs none of them.",
    ),
}

SENTENCES: Sentences = {**PERSON, **DOCUMENT, **FILE, **MACHINE}


PLAINLY = (
    "Nobody can open what is sealed once its passphrase is forgotten: not you, not us. Write it "
    "down and keep it apart from this laptop."
)
"""Said wherever a passphrase is chosen, before it is."""


class Refused(Exception):  # noqa: N818 (people are refused kindly, they do not make errors)
    """Something could not be done; `str()` of it is one plain text for a person.

    key: which refusal it is, by which alone the program decides. title, rest: its first sentence,
    and what follows. promise: what it says of all that was there before; None where nothing.
    """

    def __init__(self, key: str, /, **fields: object) -> None:
        self.key = key
        self.fields = fields
        shown = {k: shown_in_line(v) if isinstance(v, str) else v for k, v in fields.items()}
        sentences = SENTENCES[key]
        parts = (sentences,) if isinstance(sentences, str) else sentences
        last = parts[-1]
        self.promise = last if isinstance(last, Promise) else None
        self.title, *rest = (
            PROMISES[part] if isinstance(part, Promise) else part.format(**shown) for part in parts
        )
        self.rest = " ".join(rest)
        super().__init__(" ".join((self.title, *rest)))

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
        sentences = SENTENCES[self.key]
        first = sentences if isinstance(sentences, str) else sentences[0]
        begins = first.startswith("{name}")
        return str(Refused(self.key, **{**self.fields, "name": name})) if begins else str(self)
