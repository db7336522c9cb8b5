"""What is written in a pledge beside its act: figures, deadline, places, people, competent bodies, and whether it promises to abstain.

Everything is verbatim; a value or a day is given only when the words fix it. A person corrects it on the worksheet.
"""

from dataclasses import dataclass
from datetime import date

from scrapers.parsers.pledges.competence import load_competences
from scrapers.parsers.pledges.deadlines import Term, deadline_in
from scrapers.parsers.pledges.figures import figures_of
from scrapers.parsers.pledges.negative import is_negative
from scrapers.parsers.pledges.people import beneficiaries_of
from scrapers.parsers.pledges.places import place_spans
from scrapers.parsers.pledges.shapes import BodyKind, Details
from tracker.errors import InputError
from tracker.towns import TownConfig
from tracker.vocabulary import EpciType

MOST = 4000  # characters; the longest real passage is far below, and a hostile one must cost nothing


@dataclass(frozen=True)
class Setting:
    """What is known of the town and the term a pledge is for; everything may be unknown."""

    term_start: date | None = None
    term_end: date | None = None
    town: str = ""  # its name is no place of its own pledges
    epci: EpciType | None = None
    places: tuple[str, ...] = ()  # names of the town's own list
    own: tuple[tuple[str, BodyKind], ...] = ()  # powers that this town shares otherwise than the law's default


def details_of(text: str, setting: Setting = Setting()) -> Details:
    """Return what is written in a pledge, verbatim; of a text too long to be one, what its beginning says."""
    text = text[:MOST]
    deadline = deadline_in(text, Term(setting.term_start, setting.term_end))
    places = place_spans(text, setting.places, setting.town)
    taken = [*places, *([(deadline.start, deadline.end)] if deadline else [])]
    return Details(
        figures=figures_of(text, taken),
        deadline=deadline.deadline if deadline else None,
        places=tuple(dict.fromkeys(text[start:end] for start, end in places)),
        beneficiaries=beneficiaries_of(text),
        bodies=load_competences().bodies(text, setting.epci, dict(setting.own)),
        negative=is_negative(text),
    )


def setting_of(town: TownConfig, term: str) -> Setting:
    """Return what a town's file says for the pledges of one of its terms; a key that is no term is refused."""
    named = next((one for one in town.terms if one.key == term), None)
    if named is None:
        raise InputError(f"{town.slug}: no term {term!r}; known: {', '.join(one.key for one in town.terms)}")
    powers = town.competences
    return Setting(named.start, named.end, town.name, powers.epci, town.places, tuple(sorted(powers.own.items())))
