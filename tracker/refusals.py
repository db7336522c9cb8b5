"""Refusals that a person sees on a screen: English for a log or a terminal, French or English on demand.

They stay what the callers expect (`RightsError`, `WorkflowError`, `InputError`) and only add the key of their sentence.
"""

from tracker.errors import InputError, RightsError, TrackerError, WorkflowError
from tracker.wording import label
from tracker.wording_rules import RULES  # registers the sentences

__all__ = ["RULES", "BadInput", "NotAllowed", "NotNow", "told"]


class _Told(TrackerError):  # noqa: N818
    def __init__(self, key: str, **values: object) -> None:
        self.key, self.values = key, values
        super().__init__(label(key, "en", **values))

    def text(self, lang: str = "fr") -> str:
        """Return the sentence in French or English."""
        return label(self.key, lang, **self.values)


class NotAllowed(_Told, RightsError):  # noqa: N818 - read as "raise NotAllowed"
    """The person may not do this."""


class BadInput(_Told, InputError):  # noqa: N818
    """What the person gave cannot be taken."""


class NotNow(_Told, WorkflowError):  # noqa: N818
    """The verdict is not in a state, or not yet complete enough, for this move."""


def told(error: TrackerError, lang: str = "fr") -> str:
    """Return an error's words for a screen: translated when it is known here, else its own text."""
    if isinstance(error, _Told):
        return error.text(lang)
    return str(error)
