"""The library's operations on check-outs: what may still change, and what is shown from now on."""

from storycircle.core.model import Event
from storycircle.store.afterwards import checkouts
from storycircle.store.circles import read_summaries
from storycircle.store.library_base import StoreMixin
from storycircle.store.lines import staying


class CheckoutStore(StoreMixin):
    """How it was, as far as it is kept here."""

    def is_checkout_fixed(self, circle: str) -> bool:
        """Whether a circle's check-out has left or was shown, and does not change any more."""
        return checkouts.is_fixed(self._conn, circle)

    def show_checkouts(self, event: Event) -> None:
        """Make and write down the groups in which an event's check-outs may be shown, before its
        report is made.
        """
        circles = read_summaries(self._conn, "event = ?", [event.id])
        near = {
            one.id: (one.region, (one.date or event.date)[:7])
            for one in circles
            if not staying.is_kept(self._conn, one.id)  # a learning set's stays in it
        }
        with self._change():
            checkouts.make_groups(self._conn, near)
