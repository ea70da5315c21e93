"""The library's operations on stalls, recommendations, chapters and what belongs to them."""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from msgspec.structs import replace

from storycircle.core.afterwards.chapters import CHAPTER, Chapter
from storycircle.core.afterwards.stalls import MOST_POINTS, Run, RunQuote
from storycircle.core.consent.withdrawal_code import new_code, shown_code
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.core.model import Event, Sharing, Story, new_id
from storycircle.core.size_limits import PARAGRAPH, bounded
from storycircle.core.text import one_line
from storycircle.core.versioned_record import Record
from storycircle.store import erasure, tables
from storycircle.store.afterwards import report_parts
from storycircle.store.afterwards.report_parts import Part, Parts
from storycircle.store.consent import withdrawals
from storycircle.store.erasure_store import erase_owed
from storycircle.store.exchange import event_details
from storycircle.store.exchange.outgoing import Leave
from storycircle.store.library_base import StoreMixin
from storycircle.store.rows import comparable, story_fields


def stall_leave(conn: sqlite3.Connection, event: str, stall: str) -> Leave:
    """The content of a stall's file: the event, the stall's runs, their quotations with leave, and
    every no to one of them. Quotations without leave are not in it.
    """
    head = tables.read(conn, "event", event)
    records = [head] if head is not None and not head.removed else []
    where = "belongs = ? AND sort = ? ORDER BY id"
    runs = [
        record
        for record in tables.read_all(conn, "addition", where, [event, report_parts.RUN])
        if report_parts.stall_of(record) == stall
    ]
    ids = [id_ for record in runs for id_ in report_parts.quotes_of(record)]
    told = [tables.read(conn, "story", id_) for id_ in ids]
    quotes = [one for one in told if one is not None and _leaves(one)]
    noes = withdrawals.of_stories(conn, [Record("story", id_, {}, {}) for id_ in ids])
    whole = [*records, *event_details.added(conn, records), *runs, *quotes]
    return Leave("", (*(comparable(record) for record in whole), *noes), ())


def _leaves(story: Record) -> bool:
    return not story.removed and not story.fields.get("unconfirmed")


class QuoteHere(NamedTuple):
    """A quotation at a stall with its words. story: its id. code: for its speaker, as it is shown;
    empty where it came from another laptop.
    """

    story: str
    words: str
    code: str


class ReportStore(StoreMixin):
    """What an organiser adds to an event's report, and what was noted at its stalls."""

    def parts(self, event: str) -> Parts:
        """All that is kept of an event's stalls, recommendations, chapters and matches."""
        return report_parts.read(self._conn, event)

    def save_parts(self, event: str, parts: Iterable[Part]) -> None:
        """Save these parts of an event. Raises Refused where a chapter is too long."""
        parts = list(parts)
        for part in parts:
            if isinstance(part, Chapter):
                bounded(part.text, CHAPTER, _("A chapter"))
        with self._change():
            self._edit([r for part in parts for r in report_parts.changes(self._conn, event, part)])

    def remove_part(self, event: str, part: Part) -> None:
        """Take a part out, here and wherever that is merged. A run's quotations are erased."""
        with self._change():
            self._edit(report_parts.removals(self._conn, event, part))
            for quote in part.quotes if isinstance(part, Run) else ():
                self._strike_quote(quote.story)
        erase_owed(self.path, self._conn, self.device, self._change)

    def add_quote(self, event: Event, run: Run, text: str, sharing: Sharing) -> str:
        """Note a quotation of a run, with the leave its speaker gives; returns the withdrawal code
        as it is shown, empty where it stays here. Raises Refused.
        """
        words = bounded(one_line(text), PARAGRAPH, _("A quotation"))
        if not words:
            raise Refused("words-needed", what=_("A quotation"))
        if len(run.quotes) + len(run.kept) >= MOST_POINTS:
            raise Refused("too-many-quotes", most=MOST_POINTS)
        if sharing is Sharing.STAYS:
            self.save_parts(event.id, [replace(run, kept=(*run.kept, words))])
            return ""
        code, id_ = new_code(), new_id()
        story = Story(id_, None, quote=words, sharing=Sharing.ANONYMOUS, code=code)
        record = Record("story", id_, {**story_fields(story), "event": event.id}, {id_: 1})
        quote = RunQuote(id_, named=sharing is Sharing.NAMED)
        after = replace(run, quotes=(*run.quotes, quote))
        with self._change():
            tables.write(self._conn, record)
            self._edit(report_parts.changes(self._conn, event.id, after))
        return shown_code(code)

    def take_quote_back(self, story: str) -> None:
        """A speaker says no: the quotation is erased here, and taken out wherever the stall's next
        file is merged. Its run goes on to say that there was one.
        """
        with self._change():
            self._strike_quote(story)
        erase_owed(self.path, self._conn, self.device, self._change)

    def strike_quote(self, story: str) -> None:
        """Delete a quotation from the rows: the quick first step of taking it back."""
        with self._change():
            self._strike_quote(story)

    def quotes_here(self, run: Run) -> tuple[QuoteHere, ...]:
        """The quotations of a run that may leave and whose words are here, in their order."""
        found = []
        for quote in run.quotes:
            record = tables.read(self._conn, "story", quote.story)
            if record is not None and not record.removed:
                words, code = str(record.fields["quote"]), str(record.fields.get("code") or "")
                found.append(QuoteHere(quote.story, words, shown_code(code) if code else ""))
        return tuple(found)

    def _strike_quote(self, story: str) -> None:
        wanted = erasure.story(story)
        wanted.strike(self._conn, self.device)
        erasure.owe(self._conn, wanted)

    def stall_leave(self, event: str, stall: str) -> Leave:
        """The content of a stall's file."""
        return stall_leave(self._conn, event, stall)
