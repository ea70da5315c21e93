"""The library: one SQLite database on the laptop, with everything in it."""

from storycircle.store.afterwards.checkout_store import CheckoutStore
from storycircle.store.afterwards.report_store import ReportStore
from storycircle.store.afterwards.review_store import ReviewStore
from storycircle.store.circles import CircleStore
from storycircle.store.erasure_store import ErasureStore
from storycircle.store.events import EventStore
from storycircle.store.exchange.exchange_store import ExchangeStore
from storycircle.store.library_base import LibraryBase
from storycircle.store.lines.line_store import LineStore
from storycircle.store.local import LocalStore
from storycircle.store.organiser.board import BoardStore
from storycircle.store.organiser.circles_in_events import PlaceStore
from storycircle.store.organiser.conflicts import ConflictStore


class Library(
    CircleStore,
    EventStore,
    BoardStore,
    PlaceStore,
    ConflictStore,
    ExchangeStore,
    LocalStore,
    ErasureStore,
    LineStore,
    CheckoutStore,
    ReviewStore,
    ReportStore,
    LibraryBase,
):
    """All that is known on this laptop. Use it as a context manager, or close it.

    Every change is one method and one transaction; when a method has returned, the change is on the
    disk. Raises Refused with a sentence, and then nothing of the change is kept.

    How to add an operation: write it into the store of its subject, with its work as a function of
    the connection beside the class. How to add a subject: write a class derived from `StoreMixin`
    in a file of its own, and name it in the line above. A store uses `LibraryBase` (connection, one
    transaction a change, clock, device) and no other store; what two stores need is such a
    function, as `read_circle`.
    """
