"""The one table of public words, French first and English by switch, and how dates, numbers and euros are written.

It refuses a key that it does not know, so that no screen can show a raw identifier, and lists the words that may
never stand beside a pledge (method, section 13): the subject of a sentence is the measure, not a person.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Literal, Protocol, runtime_checkable
from zoneinfo import ZoneInfo

from babel.dates import get_month_names
from babel.numbers import format_currency, format_decimal, format_percent

from tracker.clock import as_utc
from tracker.errors import InvariantError
from tracker.ids import fold
from tracker.themes import load_themes
from tracker.vocabulary import (
    ActStage,
    AmountRole,
    Band,
    BodyKind,
    Classification,
    CoverageState,
    DateOrigin,
    DatePrecision,
    Direction,
    DocumentKind,
    EvidenceStep,
    Flag,
    FulfilmentKind,
    Judgement,
    MergerFate,
    NoteKind,
    Outcome,
    PassageLabel,
    PledgeLevel,
    PledgeSourceKind,
    Presence,
    ProofLevel,
    ReadingPass,
    ReasonCode,
    RecordPart,
    RejectReason,
    ReplyState,
    Role,
    RunOutcome,
    SheetAction,
    Status,
    TextStatus,
    VerdictState,
    VoteOption,
    Wording,
)
from tracker.wording_linking import LINKING_TABLE
from tracker.wording_search import SEARCH_TABLE
from tracker.wording_table import TABLE
from tracker.wording_words import WORDS_TABLE
from tracker.wording_worksheet import WORKSHEET_TABLE

Lang = Literal["fr", "en"]
LANGUAGES: tuple[Lang, ...] = ("fr", "en")
_GROUPS: dict[type[StrEnum | IntEnum], str] = {
    ActStage: "act_stage",
    AmountRole: "amount_role",
    Band: "band",
    BodyKind: "body_kind",
    Classification: "classification",
    CoverageState: "coverage",
    DateOrigin: "date_origin",
    DatePrecision: "precision",
    Direction: "direction",
    DocumentKind: "kind",
    EvidenceStep: "step",
    Flag: "flag",
    FulfilmentKind: "fulfilment",
    Judgement: "judgement",
    MergerFate: "merger",
    NoteKind: "note",
    Outcome: "outcome",
    PassageLabel: "passage",
    PledgeLevel: "level",
    PledgeSourceKind: "source_kind",
    Presence: "presence",
    ProofLevel: "proof",
    ReadingPass: "reading",
    ReasonCode: "reason",
    RecordPart: "part",
    RejectReason: "reject",
    ReplyState: "reply_state",
    Role: "role",
    RunOutcome: "run",
    SheetAction: "sheet",
    Status: "status",
    TextStatus: "text",
    VerdictState: "state",
    VoteOption: "vote",
    Wording: "wording",
}
_labels: dict[str, tuple[str, str]] = {**TABLE, **LINKING_TABLE, **SEARCH_TABLE, **WORDS_TABLE, **WORKSHEET_TABLE}


@runtime_checkable
class Sayable(Protocol):
    """Anything that can say itself in both languages, such as a gate's failure."""

    def text(self, lang: str = "fr") -> str:
        """Return the words."""


def add_labels(table: Mapping[str, tuple[str, str]]) -> None:
    """Add a table of (French, English) pairs, such as the screens' own; a key may not change its meaning."""
    for key, pair in table.items():
        if _labels.setdefault(key, pair) != pair:
            raise InvariantError(f"wording: key {key!r} already says {_labels[key]!r}, not {pair!r}")


def all_labels() -> dict[str, tuple[str, str]]:
    """Return every known key with its French and English words."""
    return dict(_labels)


def known(key: str) -> bool:
    """Return whether a key has words: for a name that comes from stored data, such as a way of ranking of another version."""
    return key in _labels


def label(key: str, lang: str = "fr", **values: object) -> str:
    """Return the words of a key in French or English, its `{places}` filled from the values."""
    if key not in _labels:
        raise InvariantError(f"wording: no label {key!r}; expected a key of tracker/wording_table.py or an added table")
    return _labels[key][1 if lang == "en" else 0].format(**{name: shown(value, lang) for name, value in values.items()})


def shown(value: object, lang: str = "fr") -> str:
    """Return a value as it is written inside a sentence: a date in full digits, a value of the vocabulary by its label."""
    if isinstance(value, date):
        return date_short(value)
    if isinstance(value, StrEnum | IntEnum) and type(value) in _GROUPS:
        return enum_label(value, lang)
    if isinstance(value, frozenset):
        return " ; ".join(sorted(shown(one, lang) for one in value))
    return value.text(lang) if isinstance(value, Sayable) else str(value)


def plural(key: str, count: int, lang: str = "fr", **values: object) -> str:
    """Return `key.one` or `key.other` with `{n}` filled; in French 0 and 1 are singular."""
    single = count == 1 or (count == 0 and lang != "en")
    return label(f"{key}.{'one' if single else 'other'}", lang, n=number(count, lang), **values)


def enum_label(member: StrEnum | IntEnum, lang: str = "fr") -> str:
    """Return the words of any value of the vocabulary (a status without its date: see `status_label`)."""
    if isinstance(member, Status):
        return status_label(member, lang=lang)
    return label(f"{_GROUPS[type(member)]}.{member.value}", lang)


def status_label(code: int, *, as_of: date | None = None, kept_so_far: bool = False, lang: str = "fr") -> str:
    """Return a status' public label; code 1 and the "kept so far" form of code 2 carry their date when it is given."""
    status = Status(code)
    if kept_so_far and status == Status.ENGAGED and as_of:
        return label("status.2.kept", lang, date=date_short(as_of))
    if status == Status.NO_EVIDENCE_FOUND and as_of:
        return label("status.1.dated", lang, date=date_short(as_of))
    return label(f"status.{int(status)}", lang)


def themes() -> dict[str, tuple[str, str]]:
    """Return the themes of `data/themes.yml`: key -> (French, English)."""
    return {key: (theme.fr, theme.en) for key, theme in load_themes().items()}


def theme_label(key: str, lang: str = "fr") -> str:
    """Return a theme's words, or the key itself when a town's own file uses a theme of its own."""
    words = themes().get(key)
    return words[1 if lang == "en" else 0] if words else key


# Dates, numbers, euros. Babel writes the narrow no-break spaces that French typography wants.


def date_short(day: date) -> str:
    """Return 15/11/2026, in both languages (the project writes dates day first)."""
    return day.strftime("%d/%m/%Y")


def date_long(day: date, lang: str = "fr") -> str:
    """Return "15 novembre 2026" (and "1er novembre 2026"), or "15 November 2026"."""
    rank = "1er" if day.day == 1 and lang != "en" else str(day.day)
    return f"{rank} {month_name(day.month, lang)} {day.year}"


def month_name(month: int, lang: str = "fr") -> str:
    """Return the name of a month, 1 to 12."""
    return str(get_month_names("wide", locale="en" if lang == "en" else "fr")[month])


def moment_long(moment: datetime, lang: str = "fr", timezone: str = "Europe/Paris") -> str:
    """Return a date and a time of day in the town's own time zone."""
    local = as_utc(moment).astimezone(ZoneInfo(timezone))
    return label("date.moment", lang, date=date_long(local.date(), lang), time=local.strftime("%H:%M"))


def number(value: float | Decimal, lang: str = "fr") -> str:
    """Return a number in the language's own form."""
    return format_decimal(value, locale="en" if lang == "en" else "fr")


def percent(share: float, lang: str = "fr") -> str:
    """Return a share of 1 as a whole percentage."""
    return format_percent(share, locale="en" if lang == "en" else "fr")


def euros(value: float | Decimal, lang: str = "fr") -> str:
    """Return an amount in euros, with cents only when there are some."""
    pattern = None if value % 1 else ("¤#,##0" if lang == "en" else "#,##0\u00a0¤")
    return format_currency(value, "EUR", format=pattern, locale="en" if lang == "en" else "fr", currency_digits=pattern is None)


# Banned words: matched on text folded to plain letters, so that accents, case, punctuation or soft hyphens hide nothing.

_PROMISE = r"(?:promesses?|engagements?|paroles?|pledges?|promises?)"
_BANNED = (
    rf"{_PROMISE}(?: \w+){{0,3}} (?:brise|rompu)(?:e|s|es)?",
    r"(?:brise|rompu|rompre|brise[rz])(?: \w+){0,3} " + _PROMISE,
    r"(?:trahi(?:e|s|es|son|sons|r|t)?|reni(?:e|ee|es|ees|er|ement|ements))",
    r"mensong\w*|menteu(?:r|rs|se|ses)|menti|mentir|mentent",
    r"(?:a|ont|avait|avaient|ayant|avoir)(?: \w+){0,2} trompe|tromperies?",
    r"parjures?|cyni(?:sme|que|ques)|bidons?",
    r"malhonnetes?|incompetente?s?|hypocrit\w*|corrompue?s?|vereuse?s?|vereux|incapables?|demagog\w*",
    r"(?:broken?|broke|betray\w*)(?: \w+){0,3} " + _PROMISE,
    rf"{_PROMISE}(?: \w+){{0,3}} (?:broken|betrayed)",
    r"liars?|lied|lies to|cynic\w*|perjur\w*|dishonest\w*|bogus|betray\w*",
)
_BANNED_PATTERN = re.compile("|".join(rf"\b(?:{words})\b" for words in _BANNED))
_SILENCE = r"non tenue?s?|rien n a ete (?:fait|realise)|oubliee?s?|not kept|nothing (?:was|has been) done|forgotten"
_SILENCE_PATTERN = re.compile(rf"\b(?:{_SILENCE})\b")


def _plain_words(text: str) -> str:
    visible = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    return re.sub(r"[^a-z0-9]+", " ", fold(visible))


def banned_words(text: str) -> list[str]:
    """Return the banned expressions found in a text, folded, in order; an empty list means that it may be shown."""
    return [found.group() for found in _BANNED_PATTERN.finditer(_plain_words(text))]


def banned_for_silence(text: str) -> list[str]:
    """Return words that would turn "no evidence found" (status 1) into a failure."""
    return [found.group() for found in _SILENCE_PATTERN.finditer(_plain_words(text))]
