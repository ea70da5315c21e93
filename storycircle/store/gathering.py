"""Merging into the library, file by file; and taking it back, until the next change."""

from abc import abstractmethod
from pathlib import Path

from storycircle.core.codes import Content
from storycircle.core.errors import Refused
from storycircle.core.merging import Outcome
from storycircle.store import backups, erasing, held, owed, taking_back
from storycircle.store.desk import Desk
from storycircle.store.disk import explained_change
from storycircle.store.held import Accepted, Waiting
from storycircle.store.merge import Incoming, MergedFile, merge_into
from storycircle.store.paper import merge_content


class Gathering(Desk):
    """The part of the library that takes in what other laptops hand over."""

    path: Path

    def merge(self, incoming: Incoming, *, keep: bool = True, accepted: Accepted = ()) -> Outcome:
        """Merge what one circle file held, and say what came of it.

        With keep=False nothing is changed: the outcome is what would happen.
        """
        merged = self.merge_file(incoming, keep=keep, accepted=accepted)
        if keep:
            self.tidy()
        return merged.outcome

    def merge_file(
        self, incoming: Incoming, *, keep: bool = True, accepted: Accepted = ()
    ) -> MergedFile:
        """Merge what a circle file held, all or nothing but for what waits to be accepted.

        After the last of several files `tidy` is wanted.
        """
        with self._change(keep=keep):
            merged = merge_into(self._conn, incoming, self.device, accepted)
            if merged.withdrawn:
                owed.owe(self._conn, erasing.buried(merged.withdrawn))
            if merged.twin:
                self._be_renamed()
            self._came(incoming, merged.merged)
        return merged

    def merge_code(
        self, content: Content, *, keep: bool = True, accepted: Accepted = ()
    ) -> tuple[Outcome, bool, Waiting | None]:
        """Take in what the code on a circle's paper held, where its file is not here.

        Returns what came of it, whether what stands says the same as the paper, and what of it
        waits to be accepted. With keep=False nothing is changed.
        """
        back = held.came_back(content.number)
        with self._change(keep=keep):
            if held.was_removed(self._conn, content.circle):
                if not back.accepted(accepted):
                    return Outcome.SAME, True, back
                held.forget_removal(self._conn, content.circle)
            outcome, says_so = merge_content(self._conn, content)
            if outcome is not Outcome.SAME:
                self._note_arrival(content.circle, outcome)
        return outcome, says_so, None

    @abstractmethod
    def erase_owed(self) -> None:
        """Erase what was struck out of the rows from all else. Raises Refused."""

    def tidy(self) -> None:
        """Let text that was written over leave the log, and what was withdrawn the copies too."""
        if owed.all_owed(self._conn):
            self.erase_owed()
            return
        with explained_change():
            self._conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    # Taken back.

    def merged_onto(self, copy: str) -> None:
        """Note that files were merged, and which copy holds the library as it was before."""
        with self._change():
            taking_back.note(self._conn, copy)

    def can_take_back(self) -> bool:
        """Whether nothing has changed since files were last merged, and the copy is there."""
        copy = taking_back.noted(self._conn)
        return copy is not None and copy in backups.names(self.path)

    def take_back(self) -> None:
        """Let the library be as it was before files were last merged.

        What a teller withdrew stays withdrawn: it has gone from the copy too. Raises Refused
        where anything changed since, or the copy is gone, and then nothing is changed.
        """
        copy = taking_back.noted(self._conn)
        if copy is None or copy not in backups.names(self.path):
            raise Refused("nothing-to-take-back")
        old = backups.folder(self.path) / copy
        with taking_back.attached(self._conn, old), self._change():
            taking_back.take_back(self._conn, self.device)
        self.tidy()
