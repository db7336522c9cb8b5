"""The shape of `data/discovery.yml`: what each part holds, and the refusals that a volunteer who adds a word may meet."""

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from tracker.towns import Strict
from tracker.vocabulary import DocumentKind


def _regular(pattern: str) -> str:
    """Refuse, with its text, a pattern that is no regular expression or that matches nothing at all."""
    try:
        empty = re.compile(pattern).match("")
    except re.error as error:
        raise ValueError(f"{pattern!r} is not a regular expression ({error})") from error
    if empty:
        raise ValueError(f"{pattern!r} matches an empty name: every link would have it")
    return pattern


def _plain(word: str) -> str:
    """Refuse a word that could never match: accents, capitals and punctuation are taken out of names before they are compared."""
    if not re.fullmatch(r"[a-z0-9]+(?: [a-z0-9]+)*", word):
        raise ValueError(f"{word!r}: expected lower-case words without accents, one space between them")
    return word


Pattern = Annotated[str, AfterValidator(_regular)]
Word = Annotated[str, AfterValidator(_plain)]


class Cue(Strict):
    """Words and patterns that say the same thing of a link."""

    kind: DocumentKind = DocumentKind.OTHER
    weight: float = Field(default=3, gt=0, le=10)
    deliberates: bool = False
    words: tuple[Word, ...] = ()
    patterns: tuple[Pattern, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> "Cue":
        if not self.words and not self.patterns:
            raise ValueError("expected words or patterns")
        return self


class FollowWords(Strict):
    """Words of links worth following, and their worth."""

    worth: float = Field(gt=0, le=1)
    words: tuple[Word, ...]


class DateWords(Strict):
    """How dates are written in names, and whose date a word announces."""

    months: tuple[tuple[Word, ...], ...] = Field(min_length=12, max_length=12)
    weekdays: tuple[Word, ...] = Field(min_length=7, max_length=7)
    first_year: int = Field(ge=1900)
    last_year: int = Field(le=2100)
    usual_from: int
    of_sitting: tuple[Word, ...]
    of_else: tuple[Word, ...]
    never_of_sitting: tuple[Word, ...]


class FirstPageWords(Strict):
    """What a first page shows, one expression for each sign."""

    met: tuple[Pattern, ...]
    decided: tuple[Pattern, ...]
    minutes_title: tuple[Pattern, ...]
    report_title: tuple[Pattern, ...]
    list_title: tuple[Pattern, ...]
    extract: tuple[Pattern, ...]
    single_act: tuple[Pattern, ...]
    summons: tuple[Pattern, ...]
    agenda: tuple[Pattern, ...]
    order: tuple[Pattern, ...]
    annex: tuple[Pattern, ...]
    act_row: tuple[Pattern, ...]


class DiscoveryWords(Strict):
    """The whole file."""

    records: Mapping[str, Cue]
    sittings: Mapping[str, Cue]
    council: Mapping[str, Cue]
    posting: Mapping[str, Cue]
    before: Mapping[str, Cue]
    attached: Mapping[str, Cue]
    with_annexes: Pattern
    bodies: Mapping[str, Cue]
    other_minutes: Mapping[str, Cue]
    papers: Mapping[str, Cue]
    subjects: Mapping[str, Cue]
    qualifiers: tuple[Word, ...]
    generic: tuple[Word, ...]
    first_page: FirstPageWords
    dates: DateWords
    follow: tuple[FollowWords, ...]
    away: tuple[Word, ...]
    refuse_paths: Mapping[str, Pattern]
    news: Pattern
    upload_folder: Pattern
    file_address: Pattern
    file_endings: tuple[str, ...]
    page_endings: tuple[str, ...]
    hosts: Mapping[str, Pattern]
