"""What is said where a language is used that no speaker has read."""

from storycircle.core.i18n import N_, _
from storycircle.core.i18n.language import language

_UNREAD = N_("No speaker of this language has read this translation yet: some of it may be wrong.")


def remark_on_translation() -> str:
    """That no speaker has read the translation in use, in its own language and in English; empty
    where one has.
    """
    if language().read_by_a_speaker:
        return ""
    return " ".join(dict.fromkeys((_(_UNREAD), _UNREAD)))
