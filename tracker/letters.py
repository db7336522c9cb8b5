"""Drafts of letters that ask for a missing document: to the town hall, then to the CADA. A person reads, signs and sends them.

The texts are data (`data/letters`); the program sends nothing. A draft that holds a word of the banned table is refused, so that no
change of the texts can turn a request into an accusation (method, section 13).
"""

from dataclasses import dataclass
from datetime import date
from string import Template
from typing import Literal

from tracker import wording
from tracker.errors import InputError, InvariantError
from tracker.legal_calendar import access_days, load_calendar
from tracker.settings import find_data_file
from tracker.towns import read_yaml
from tracker.vocabulary import Classification, CoverageState, RecordPart

LetterName = Literal["request", "cada"]
ASKED_FOR = (CoverageState.NOT_PUBLISHED, CoverageState.NOT_READABLE, CoverageState.GONE, CoverageState.REFUSED)
_FOLDER = "letters"
NAME, CONTACT = ("[Prénom et nom]", "[First name and surname]"), ("[Adresse postale et électronique]", "[Postal and e-mail address]")


@dataclass(frozen=True, slots=True)
class Missing:
    """The document to ask for, as the calendar knows it on a day."""

    town: str
    body: str
    classification: str
    part: RecordPart
    sitting: date
    state: CoverageState
    as_of: date


@dataclass(frozen=True, slots=True)
class Sender:
    """Who asks, as they wish to be named; empty lines stay to be filled."""

    name: str = ""
    contact: str = ""


def can_ask(state: CoverageState) -> bool:
    """True for the silences that a request can answer: not before the legal date, and not when only our own collection is missing."""
    return state in ASKED_FOR


def draft_request(missing: Missing, today: date, sender: Sender | None = None, lang: str = "fr") -> str:
    """Return the letter to the town hall, or to the president of the intermunicipal body."""
    return _fill("request", missing, today, sender or Sender(), lang, {})


def draft_referral(missing: Missing, requested: date, today: date, sender: Sender | None = None, lang: str = "fr") -> str:
    """Return the letter to the CADA after a request of that day was met with silence."""
    days = access_days(load_calendar(), requested)
    dates = {"requested": days.requested, "refused_on": days.refused_on, "refer_before": days.refer_before}
    return _fill("cada", missing, today, sender or Sender(), lang, dates)


def file_name(letter: LetterName, missing: Missing) -> str:
    """Return a name for the downloaded file, without anything that comes from outside."""
    return f"{'demande' if letter == 'request' else 'cada'}-{missing.part.value}-{missing.sitting.isoformat()}.txt"


def _fill(letter: LetterName, missing: Missing, today: date, sender: Sender, lang: str, dates: dict[str, date]) -> str:
    if not can_ask(missing.state):
        raise InvariantError(f"letters: no request for a document in state {missing.state}; expected one of {[s.value for s in ASKED_FOR]}")
    english = lang == "en"
    given = {"today": today, "sitting": missing.sitting, "as_of": missing.as_of, **dates}
    values = {name: wording.date_long(day, lang) for name, day in given.items()} | {"town": missing.town, "body": missing.body}
    values |= {"name": sender.name.strip() or NAME[english], "contact": sender.contact.strip() or CONTACT[english]}
    for name, place in _places(missing).items():
        values[name] = _substitute(_phrase(*place, lang=lang), values)
    text = _substitute(find_data_file(_FOLDER, f"{letter}.{'en' if english else 'fr'}.md").read_text(encoding="utf-8"), values)
    return _checked(text)


def _places(missing: Missing) -> dict[str, tuple[str, str]]:
    """Return which phrase fills which place of a letter."""
    body = "epci" if missing.classification == Classification.EPCI else "council"
    then = "" if load_calendar().in_force(missing.sitting) else "_before"
    return {
        "addressee": ("addressee", body),
        "authority": ("authority", body),
        "document": (f"document{then}", missing.part.value),
        "law": (f"law{then}", missing.part.value),
        "access": ("access", body),
        "reason": ("reason", missing.state.value),
    }


def _phrase(section: str, key: str, lang: str) -> str:
    path = find_data_file(_FOLDER, "phrases.yml")
    try:
        return str(read_yaml(path)[section][key]["en" if lang == "en" else "fr"])
    except (KeyError, TypeError) as error:
        raise InputError(f"{path}: expected words at {section}.{key} in French and English") from error


def _substitute(text: str, values: dict[str, str]) -> str:
    try:
        return Template(text).substitute(values)
    except (KeyError, ValueError) as error:
        raise InputError(f"letters: unknown place {error} in {text[:60]!r}; expected one of {sorted(values)}") from error


def _checked(text: str) -> str:
    found = wording.banned_words(text)
    if found:
        raise InputError(f"letters: the draft holds {found[0]!r}, which may not be written about a person (method, section 13)")
    return text
