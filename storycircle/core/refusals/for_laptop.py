"""What the laptop refuses."""

from storycircle.core.i18n import N_
from storycircle.core.refusals.promise import UNCHANGED, UNWRITTEN, Sentences

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
    "cluster-not-installed": (
        N_("Dask is not installed here, through which a cluster is asked."),
        N_("Install storycircle[cluster], or merge without --scheduler."),
        UNCHANGED,
    ),
    "cluster-not-reached": (N_("No cluster answers at {address}."), UNCHANGED),
    "cluster-no-workers": (N_("The cluster at {address} has no workers."), UNCHANGED),
    "cluster-elsewhere": (
        N_("The worker {worker} of {address} is not on this laptop."),
        N_("Without tls:// only workers of this laptop are given circle files."),
        UNCHANGED,
    ),
    "cluster-differs": (
        N_("The worker {worker} of {address} does not have Story Circle {version}."),
        N_("Install the same version on every worker."),
        UNCHANGED,
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
        N_(
            "Save all of it elsewhere, or make room and try again. Nothing is lost unless you "
            "say so."
        ),
    ),
    "closing-refused": N_(
        "It is kept on this laptop as it was typed, and is in its field when you come back."
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
