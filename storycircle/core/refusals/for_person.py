"""What is refused to the person at the table."""

from storycircle.core.i18n import N_
from storycircle.core.refusals.promise import UNCHANGED, Sentences

PERSON: Sentences = {  # the person at the table
    "three-is-the-most": N_("Three is the most a circle commits to."),
    "stall-unknown": N_("The event has no stall {wanted}. It has {stalls}."),
    "no-stalls": N_("The event has no market stalls: they are named in its pack."),
    "stall-empty": N_("Nothing was noted at “{title}” yet, so there is nothing to hand over."),
    "run-written": N_("Something is noted of this run: it stays, until that is taken out."),
    "run-unclear": N_("Which run: a number from 1 to {most}."),
    "too-many-points": N_("A run keeps at most {most} challenges, and as many next steps."),
    "compare-same": N_("“{title}” is named twice: name another event to set beside it."),
    "compare-one": N_("One event is no comparison: name two or more."),
    "match-unclear": N_(
        "“{pair}” names no two headings of these events: write one, =, and the other."
    ),
    "too-many-matches": N_("An event keeps at most {most} matched headings."),
    "no-project": N_("No event is of a project “{title}”. Projects here: {known}."),
    "too-many-recommendations": N_("An event keeps at most {most} recommendations."),
    "too-many-of-one": N_(
        "A recommendation keeps at most {most} points, and rests on as many actions and stalls."
    ),
    "too-many-chapters": N_("A report keeps at most {most} chapters of its organiser."),
    "too-many-quotes": N_("A stall keeps at most {most} quotations of one run."),
    "three-of-inquiry": N_("Three is the most for one inquiry."),
    "line-untitled": N_("A line of meetings needs a title."),
    "already-in-line": (
        N_("This circle is a meeting of “{title}” already."),
        N_("A circle is in one line; a person may be in several."),
    ),
    "no-meeting-here": (
        N_("No meeting of this line is on this laptop."),
        N_("Open the file for members only that was handed on, then begin the next meeting."),
    ),
    "no-lines": N_("There is no line of meetings in this library."),
    "which-line": (
        N_("There are several lines of meetings in this library."),
        N_("Name one with --line."),
    ),
    "two-lines": (
        N_("There are several lines of meetings called “{wanted}”."),
        N_("Name one by its id."),
    ),
    "line-of-another": (
        N_("The line “{line}” is of the project “{other}” already."),
        N_("Take it out there first, with --without-line."),
    ),
    "line-unknown": N_("There is no line of meetings called “{wanted}” in this library."),
    "not-a-meeting": N_("This circle is not a meeting of a line."),
    "meeting-too-small": (
        N_("A meeting needs at least two people who came; here it is {count}."),
        N_("Add who came, or choose another day."),
    ),
    "not-a-day": N_("“{text}” is no day of the calendar: write it as 2007-06-14."),
    "own-buddy": N_("Nobody is their own buddy: choose somebody who came."),
    "no-owner": N_("An inquiry needs somebody of this meeting whose question it is."),
    "too-many-inquiries": N_("A meeting has at most {most} inquiries."),
    "no-inquiry": N_("There is no inquiry in this meeting yet."),
    "no-question": N_("An inquiry needs its question."),
    "no-review-yet": (
        N_("There is nothing to review yet."),
        N_("It is here once the plenary is past, or the circle was handed over."),
    ),
    "day-to-come": N_("A review is told on a day that has come."),
    "too-many-reviews": N_(
        "This action has {most} reviews, and that is the most. Take one back first."
    ),
    "no-actions": N_("Circle {number} has no action yet."),
    "no-action": N_("Circle {number} has no action {action}."),
    "which-action": (
        N_("Circle {number} has several actions."),
        N_("Say which one with --action and its number."),
    ),
    "groups-begun": N_(
        "Turns have begun: whether small groups have one together is said before, or after undo."
    ),
    "nothing-to-review": N_("There is no action here that could be reviewed."),
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
    "no-turn-to-undo": N_("There is no turn to undo."),
    "no-turn-to-redo": N_("There is no turn to redo."),
    "not-heard-yet": N_("This person has not been heard in this round yet."),
    "round-not-over": N_("Someone is still to be heard in this round."),
    "two-rounds": N_("This is the second round already."),
    "last-round": N_("This is the last round of this circle."),
    "round-begins": (
        N_("“{name}” begins here."),
        N_("{undo_key} undoes, back to the round before."),
    ),
    "no-passing": (
        N_("In “{name}” nobody passes: everybody is asked for a word."),
        N_("{start_key} starts, and a word is enough."),
    ),
    "round-unnamed": N_("A round needs a name."),
    "round-name-long": N_("The name of a round has at most {most} letters."),
    "round-prompt-long": N_("The prompt of “{name}” is longer than {most} letters."),
    "round-time": (
        N_("Nobody can speak for so long or so short in “{name}”."),
        N_("Write a time for each from 0:15 to 120 minutes, or leave it empty for a fair share."),
    ),
    "rounds-have-times": (
        N_("Each round of this circle has a time of its own."),
        N_("Change it where the rounds are named."),
    ),
    "round-twice": N_("Two rounds are called “{name}”: give one of them another name."),
    "rounds-many": N_("These are {count} rounds, and {most} is the most of one circle."),
    "only-round": N_("A circle has at least one round: choose another shape instead."),
    "round-held": (
        N_("“{name}” has begun here: it stays in its place."),
        N_("The rounds after it can be changed."),
    ),
    "not-in-round": N_("That person is not waiting in this round."),
    "plan-backwards": N_(
        "The programme is out of order at {title}: {starts} is not before {ends}."
    ),
    "no-time": (N_("“{text}” leaves no time."), N_("Write “25 min” or “until 11.50”.")),
    "begins-too-early": N_("{stage} would begin before {before} has had a minute."),
    "into-plenary": (
        N_("{stage} would end after the plenary begins, at {time}."),
        N_("Write a shorter time, or change the plenary’s time first."),
    ),
    "event-set": N_("The event set when it ends. Change the plenary’s time first."),
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
    "event-unnamed": N_("An event needs a name. It keeps the one it has."),
    "practice-stays": N_("This is a practice circle: nothing of it is printed or handed over."),
    "third-unused": N_("It is kept as you typed it, and counts once you use it."),
    "title-first": N_("It is kept as you typed it. Give the event a title first."),
    "too-many-themes": (N_("A story has at most {most} themes."), UNCHANGED),
    "no-own-word": N_("Write the word to put there."),
    "own-word-names": (N_("“{word}” contains a name too."), N_("Choose another word.")),
    "too-many-words": (
        N_("These are {count} words, and {most} is the most that can be looked for."),
        N_("The list is as it was."),
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
        N_("“{line}” is under no circle."),
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
    "checkout-name": (
        N_("“{name}” is a name of this circle."),
        N_("How it was is without names: say it in other words."),
    ),
    "checkout-words": N_("A check-out holds {most} lines of words, and no more."),
    "checkout-fixed": N_(
        "The check-out has left, or stands in a report: it does not change any more."
    ),
    "workers-or-cluster": (
        N_("Either processes of this laptop read the files, or a cluster does."),
        N_("Leave out --workers or --scheduler."),
        UNCHANGED,
    ),
    "cluster-in-the-clear": (
        N_("{address} is neither tls:// nor on this laptop itself."),
        N_("Circle files do not leave this laptop where others on the way could read them."),
        UNCHANGED,
    ),
    "cluster-no-certificates": (
        N_("No certificates are set for {address}."),
        N_("Set yours where Dask looks for them, as docs/scale.md says."),
        UNCHANGED,
    ),
    "no-backup": (N_("No backup here is called “{name}”."), UNCHANGED),
    "circle-differs": (
        N_("Circle {number} is in this library already and differs from the file."),
        UNCHANGED,
    ),
    "event-differs": (
        N_("“{title}” is in this library already, with other settings than in the file."),
        N_("They differ in this. {both}"),
        UNCHANGED,
    ),
}
