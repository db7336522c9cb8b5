"""The shapes that readers of programmes, the detection and the worksheet hand to each other.

All are frozen: a proposal is what the machine said on that day, and a person's decision is stored beside it, never over it.
Every piece of text is verbatim (white space collapsed), so that each quote can be found again in the stored source.
"""

import datetime
from dataclasses import dataclass, field
from enum import StrEnum

from tracker.vocabulary import BodyKind as BodyKind  # the readers of details take it from here
from tracker.vocabulary import FulfilmentKind


class Layout(StrEnum):
    """How a programme is written; it chooses the reader of its passages."""

    LIST = "list"
    PROSE = "prose"
    MIXED = "mixed"


class Label(StrEnum):
    """What a passage of a programme is; only `pledge` is counted."""

    PLEDGE = "pledge"
    VALUES = "values"  # what the list believes or aims at, without an act
    PAST = "past"  # what is, or what was done
    CAMPAIGN = "campaign"  # the life of the campaign: meetings, press, thanks
    QUESTION = "question"
    TITLE = "title"
    OTHER = "other"


class Level(StrEnum):
    """How checkable a pledge is as worded: a number or threshold, a named object or act, or neither."""

    MEASURABLE = "measurable"
    NAMED = "named"
    VAGUE = "vague"


class Precision(StrEnum):
    """How precise a written deadline is; it decides which date stands for it."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    TERM = "term"  # "pendant le mandat", "d'ici la fin du mandat"
    RELATIVE = "relative"  # "dans les cent premiers jours": a span from the start of the term
    NONE = "none"  # "rapidement", "à terme"


@dataclass(frozen=True)
class Passage:
    """One list item, title or sentence of a programme, verbatim, with where it stands.

    `span` cuts the text of the document as stored, its pages joined by form feeds; `text` is that piece with its white
    space collapsed. `anchor` is the address of the place on its page (an id, a link), empty when there is none.
    `headings` is the path of titles above it, outermost first.
    """

    text: str
    page: int | None = None
    anchor: str = ""
    headings: tuple[str, ...] = ()
    bullet: bool = False
    position: int = 0
    span: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class ProgrammeText:
    """What a reader made of one programme, in reading order."""

    title: str
    passages: tuple[Passage, ...]
    pages: tuple[str, ...] = ()
    layout: Layout = Layout.MIXED
    issues: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cue:
    """One reason for or against: its key in `data/pledge_cues.yml`, the words it matched, and its weight (negative = against)."""

    name: str
    words: str
    weight: float


@dataclass(frozen=True)
class Figure:
    """One number as written, with what it counts and its scope word (« au moins », « jusqu'à », « par an »)."""

    raw: str
    value: float | None
    unit: str = ""
    scope: str = ""


@dataclass(frozen=True)
class Deadline:
    """One deadline as written; `date` is the last day of it, None when the words name no day."""

    raw: str
    date: datetime.date | None = None
    precision: Precision = Precision.NONE


@dataclass(frozen=True)
class Body:
    """A body that has the power, with the reason shown on the screen."""

    kind: BodyKind
    reason: str


@dataclass(frozen=True)
class Details:
    """What is written in a pledge beside its act; every text is verbatim."""

    figures: tuple[Figure, ...] = ()
    deadline: Deadline | None = None
    places: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    bodies: tuple[Body, ...] = ()
    negative: bool = False


@dataclass(frozen=True)
class Part:
    """One proposed child of a compound pledge: `span` cuts the passage's own text, `text` is that piece, verbatim."""

    text: str
    span: tuple[int, int]


@dataclass(frozen=True)
class Detected:
    """What the machine proposes for one passage; a person decides.

    `score` is the estimated probability that a careful reader calls it a pledge, whatever `label` says. `concrete`, `level`
    and `fulfilment` mean something for pledges only. `parts` is the proposed split, empty when the pledge is simple.
    """

    passage: Passage
    label: Label
    score: float
    cues: tuple[Cue, ...] = ()
    concrete: bool = False
    level: Level = Level.VAGUE
    level_reason: str = ""
    fulfilment: FulfilmentKind = FulfilmentKind.OUTCOME
    parts: tuple[Part, ...] = ()
    details: Details = field(default_factory=Details)
