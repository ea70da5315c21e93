"""`Refused`: a key, its fields, and the sentences a person is shown.

The sentences stand in `core/refusals`, sorted by who can mend it. Raise
`Refused("key", field=...)`; the sentence is its text.
"""

from storycircle.core.commands import keys
from storycircle.core.i18n import N_, _, beside_marks
from storycircle.core.refusals.for_file import DOCUMENT, FILE
from storycircle.core.refusals.for_laptop import MACHINE
from storycircle.core.refusals.for_person import PERSON
from storycircle.core.refusals.promise import PROMISES, UNWRITTEN, Promise, Sentences
from storycircle.core.text import shown_in_line

_CAPS = {"start_key": keys.START, "pass_key": keys.PASS, "undo_key": keys.RING_UNDO}

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
            filling[name] = value
            if isinstance(value, str):
                filling[name] = beside_marks(shown_in_line, value)
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
