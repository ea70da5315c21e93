"""What is refused to whoever wrote, made or carried a file."""

from storycircle.core.i18n import N_
from storycircle.core.refusals.promise import UNCHANGED, Sentences

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
    "wrong-state": N_("{place} should be not started, under way, done, changed or let go."),
    # For translators: what it should be is written in English in every document.
    "wrong-entered": N_("{place} should be circle or organiser."),
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
    "same-round": N_("{place}: two rounds are called “{name}”; give one another name."),
    "not-a-round": N_("{place}: there is no round “{name}” without stories in this circle."),
    "same-number": N_("{place}: there are two circles with the number {number}."),
    "not-a-member": N_("{place}: “{name}” is not a member of this circle."),
    "same-letter": N_("{place}: another stall has the letter {letter}; give one of them another."),
    "no-such-stall": N_("{place}: no stall of the event has the letter {letter}."),
    "stall-twice": N_("{place}: the stall “{title}” stands here twice; put its runs into one."),
    "part-differs": (
        N_("“{title}” is here already, in other words than in the document."),
        # For translators: --settings file and --settings here are typed as they stand.
        N_(
            "To take the document’s words, load it with --settings file; to keep those here, with "
            "--settings here."
        ),
        UNCHANGED,
    ),
    # For translators: {why} is a whole sentence.
    "in-project": N_("{place}: {why}"),
    "event-twice": N_("{place}: the event “{title}” stands in the project already."),
    "part-twice": N_("{place}: this stands here twice, word for word; take one of them out."),
    # For translators: what it should be is written in English in every document.
    "wrong-chapter": N_(
        "{place} should be foreword, summary, introduction, learning set, conclusions, thanks or "
        "own."
    ),
    "not-a-circle": N_("{place}: there is no circle {number} in this document."),
    "wrong-line-kind": N_("{place} should be line or learning set."),
    "no-such-line": N_(
        "{place}: there is no line “{id}” in this document; it is named under project, lines."
    ),
    "months-unequal": N_(
        "{place}: months are given for {months} meetings and members for {members}; they have to "
        "be as many."
    ),
    "more-over-than-heard": N_(
        "{place}: {over} turns were over time, but only {heard} were heard."
    ),
    "line-twice": N_("{place}: there are two lines with the id “{id}”."),
    "no-line-named": N_("{place}: a circle with {key} says of which line it is."),
    "not-of-the-line": N_("{place}: nobody of this circle is called “{name}”."),
    "left-and-there": N_(
        "{place}: “{name}” has left the line, and is a member of this circle all the same."
    ),
    "too-many-of-inquiry": N_("{place} has {count} actions; three is the most for one inquiry."),
    "under-unclear": N_("{place} should be a whole number from 1 to 8."),
    # For translators: {count} is the number of people, one or nought.
    "meeting-of-too-few": N_("{place}: a meeting has at least two people; this one has {count}."),
    "too-many-actions": N_(
        "Circle {number} has {count} actions; three is the most a circle commits to."
    ),
}

FILE: Sentences = {  # whoever made or carried the file
    "not-there": N_("{name} is not there."),
    "not-a-file": N_("{name} is not a file."),
    "not-circle-file": (N_("{name} is not a circle file."), UNCHANGED),
    "for-members-only": (
        N_("{name} is for members of a line of meetings only, and is merged by nobody else."),
        N_("“Go on with a line that was handed on”, in the menu File of the first page, opens it."),
        UNCHANGED,
    ),
    "not-for-members": (N_("{name} is no file for members of a line."), UNCHANGED),
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
    "inside-too-many": N_("{name} is inside too many other files: take it out, then gather it."),
    "code-damaged": (N_("The code in {name} was read, but it is not a valid circle."), UNCHANGED),
    "code-part": N_(
        "{name} holds only {parts} of the {count} parts of a circle’s code: photograph "
        "the others too, and merge them together."
    ),
    "too-long-by-light": (
        N_("This is too large to be shown to a camera: it would take {minutes} minutes."),
        N_("Export it as a file instead."),
    ),
    "light-part": N_(
        "{name} holds only {parts} of the {count} parts that a screen showed: film the screen for "
        "longer, and merge that."
    ),
    "light-damaged": (
        N_("What {name} was shown is damaged, or larger than is unpacked."),
        UNCHANGED,
    ),
    "no-code-in-film": (
        N_("No part of a circle can be read in the film {name}."),
        N_("Film the screen from nearer, held still, with all four edges of the code in view."),
    ),
    "film-unreadable": (
        N_("{name} cannot be played on this laptop: it is damaged, or of a kind not known here."),
        N_("Film it as MP4 or MOV, take photographs of the screen, or hand over the circle file."),
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
        N_("{name} does not fit what is here: something in it belongs elsewhere."),
        N_("No Story Circle writes that."),
        UNCHANGED,
    ),
    "checkout-rows": N_(
        "{place}: there are answers to {count} statements, and {wanted} were asked."
    ),
    "checkout-hands": N_("{place}: {hands} hands of {people} people."),
    "checkout-circles": N_(
        "{place}: “circles” has the numbers of circles of this document, each once."
    ),
    "checkout-few": N_(
        "{place}: fewer than five people are not shown apart, nor one circle of several."
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
