"""Scores of judging links from their names: is it a council record, of which kind, of which day.

Towns mix the words "compte rendu" and "procès-verbal" freely, and summons and agendas: each pair counts as one kind here (the text decides
between them later); `kind_exact` tells them apart. A day counts as unambiguous when the name prints it in full, four figures for the year.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import unquote

from tracker.errors import InputError
from tracker.scoring.judged import read_csv
from tracker.vocabulary import KIND_ALIASES, DocumentKind

COLUMNS = ("link_text", "doc_url", "is_record", "kind", "date")
AROUND = ("heading", "page_title", "first_page")
RECORDS = frozenset({DocumentKind.PROCES_VERBAL, DocumentKind.COMPTE_RENDU, DocumentKind.DELIBERATION, DocumentKind.LISTE_DELIBERATIONS})
_YES = {"yes": True, "true": True, "1": True, "oui": True, "no": False, "false": False, "0": False, "non": False}
_NONE = {"non_acte": DocumentKind.OTHER, "autre_organe": DocumentKind.OTHER}
_SAME = (
    frozenset({DocumentKind.PROCES_VERBAL, DocumentKind.COMPTE_RENDU}),
    frozenset({DocumentKind.CONVOCATION, DocumentKind.ORDRE_DU_JOUR}),
    frozenset({DocumentKind.OTHER, DocumentKind.BUDGET, DocumentKind.PROGRAMME}),
)
_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")
_MONTHS = ("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre")


@dataclass(frozen=True)
class JudgedName:
    """A name and what a person said of it; `day` is "", a year, a month or a day in ISO form."""

    link_text: str
    doc_url: str
    is_record: bool
    kind: DocumentKind | None
    day: str
    around: tuple[str, str, str] = ("", "", "")  # heading, page title, first page, where the set has them

    @property
    def exact_day(self) -> date | None:
        """The day, when it is known."""
        return date.fromisoformat(self.day) if len(self.day) == 10 else None


@dataclass(frozen=True)
class NameAnswer:
    """What the program says of a name."""

    is_record: bool
    kind: DocumentKind
    day: date | None
    certain: bool


def read_names(path: Path) -> list[JudgedName]:
    """Return the judged names of `names.csv`, or raise `InputError` with the line of a wrong one."""
    found = [_judged(f"{path}:{number}", row) for number, row in read_csv(path, COLUMNS)]
    if not found:
        raise InputError(f"{path}: expected at least one judged name")
    return found


def score_names(answers: Sequence[NameAnswer], judged: Sequence[JudgedName]) -> dict[str, object]:
    """Return the scores that `evaluate discovery` prints; a share of nothing is null."""
    pairs = list(zip(answers, judged, strict=True))
    kinds = [(answer.kind, one.kind) for answer, one in pairs if one.kind]
    printed = [(answer, one) for answer, one in pairs if one.exact_day and is_printed(one)]
    return {
        "recall": _share([answer.is_record for answer, one in pairs if one.is_record]),
        "precision": _share([one.is_record for answer, one in pairs if answer.is_record]),
        "kind_accuracy": _share([same_kind(found, true) for found, true in kinds]),
        "date_right": _share([answer.certain and answer.day == one.exact_day for answer, one in printed]),
        "date_certain_wrong": sum(certain_wrong(answer, one) for answer, one in pairs),
        "names": len(pairs),
        "kind_exact": _share([found == true for found, true in kinds]),
        "dates_printed": len(printed),
        "dates_certain": sum(answer.certain for answer, _ in pairs),
    }


def same_kind(found: DocumentKind, true: DocumentKind) -> bool:
    """Say whether two kinds are one for a judge of names."""
    return found == true or any(found in group and true in group for group in _SAME)


def certain_wrong(answer: NameAnswer, judged: JudgedName) -> bool:
    """Say whether a day given as certain contradicts what is known (a year alone can be contradicted too)."""
    return bool(answer.certain and answer.day and judged.day) and not str(answer.day).startswith(judged.day)


def is_printed(judged: JudgedName) -> bool:
    """Say whether a name prints its true day in full; this reading is independent of the judge that is scored."""
    day = judged.exact_day
    if day is None:
        return False
    name = f"{judged.link_text} {judged.doc_url.split('/')[-1]}"
    simple = unicodedata.normalize("NFKD", unquote(unquote(name))).lower()
    spaced = re.sub(r"[^a-z0-9]+", " ", "".join(c for c in simple if not unicodedata.combining(c)))
    worded = rf"(?<!\d)0?{day.day}(?:er)? ?{_MONTHS[day.month - 1]} ?{day.year}(?!\d)"
    figures = rf"(?<!\d)0?{day.day} 0?{day.month} {day.year}(?!\d)|(?<!\d){day:%d%m%Y}(?!\d)"
    turned = rf"(?<!\d){day.year} 0?{day.month} 0?{day.day}(?!\d)|(?<!\d){day:%Y%m%d}(?!\d)"
    return bool(re.search(f"{worded}|{figures}|{turned}", spaced))


def _judged(place: str, row: dict[str, str]) -> JudgedName:
    said = row["is_record"].strip().lower()
    if said not in _YES:
        raise InputError(f"{place}: is_record: expected yes or no, found {row['is_record']!r:.60}")
    if not row["link_text"].strip() and not row["doc_url"].strip():
        raise InputError(f"{place}: expected a link text or an address, found neither")
    around = tuple(row.get(column, "") for column in AROUND)
    day = row["date"].strip()
    return JudgedName(
        row["link_text"], row["doc_url"], _YES[said], _kind(place, row["kind"]), _checked(place, day), (around[0], around[1], around[2])
    )


def _kind(place: str, said: str) -> DocumentKind | None:
    word = said.strip().lower()
    if not word:
        return None
    known = {**{kind.value: kind for kind in DocumentKind}, **KIND_ALIASES, **_NONE}
    if word not in known:
        raise InputError(f"{place}: kind: expected one of {', '.join(sorted(known))}, found {said!r:.60}")
    return known[word]


def _checked(place: str, said: str) -> str:
    match = _DATE.fullmatch(said)
    try:
        if match:
            date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
    except ValueError:
        match = None
    if said and not match:
        raise InputError(f"{place}: date: expected YYYY, YYYY-MM or YYYY-MM-DD, found {said!r:.60}")
    return said


def _share(right: Sequence[bool]) -> float | None:
    return round(sum(right) / len(right), 4) if right else None
