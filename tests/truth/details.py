"""What is written in real pledges, marked by hand: figures, deadline and places as positions in the reference sentence.

`details.csv`: `file, place, key` as `pledges.csv`; `figures` = `start-end:value:unit` (empty value = not exact; the unit is a sign or the
place of its word), `deadline` = `start-end:day:precision`, `places` = `start-end`; an empty cell means that none is written. A year,
a date, an ordinal, a name (« ligne 4 », « Rennes 2 ») is no figure; the town, its region, an institution are no place; a time of
service is no deadline. Marked in three lots, each before the reader was first run on it.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scrapers.parsers.pledges.details import Setting, details_of
from scrapers.parsers.pledges.shapes import Details
from tests.truth.programmes import key_of, sentences

TABLE = Path(__file__).parent / "details.csv"
FIELDS = ("figure", "unit", "deadline", "place")
_TERMS = {2020: (date(2020, 6, 28), date(2026, 3, 21)), 2026: (date(2026, 3, 22), date(2032, 3, 31))}
Answer = dict[str, set[tuple[str, ...]]]


@dataclass(frozen=True)
class Marked:
    """One sentence with what a person found written in it."""

    source: str
    text: str
    setting: Setting
    truth: Answer


def marked() -> Iterator[Marked]:
    """Give the marked sentences of the real programmes; one whose words changed is refused."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            text = next(one for place, one in sentences(row["file"]) if place == row["place"])
            if key_of(text) != row["key"]:
                raise ValueError(f"{row['file']} {row['place']}: the words differ from those that were marked")
            yield Marked(_source(row["file"]), text, _setting(row["file"]), _truth(text, row))


def answer_of(details: Details) -> Answer:
    """Return what the reader found, in the truth's form."""
    found: Answer = {name: set() for name in FIELDS}
    for place, one in enumerate(details.figures):
        found["figure"].add((str(place), one.raw, _number(one.value)))
        found["unit"].add((str(place), one.raw, one.unit))
    if details.deadline:
        found["deadline"].add((details.deadline.raw, str(details.deadline.date or ""), str(details.deadline.precision)))
    found["place"] = {(one,) for one in details.places}
    return found


def score() -> tuple[dict[str, tuple[int, int, int]], list[str]]:
    """Return (right, written, found) of each field over all marked sentences, and the differences in words."""
    counts, wrong = dict.fromkeys(FIELDS, (0, 0, 0)), []
    for one in marked():
        found = answer_of(details_of(one.text, one.setting))
        for name in FIELDS:
            right, written, said = counts[name]
            counts[name] = (right + len(found[name] & one.truth[name]), written + len(one.truth[name]), said + len(found[name]))
            if found[name] != one.truth[name]:
                wrong.append(f"{name}: {one.text[:150]}\n    written {sorted(one.truth[name])}\n    found   {sorted(found[name])}")
    return counts, wrong


def _source(file: str) -> str:
    return file.split("/")[1] if file.startswith(("seed", "pourquituvotes")) else file.split("/")[0]


def _setting(file: str) -> Setting:
    town = {"rennes": "Rennes", "montpellier": "Montpellier", "angers": "Angers", "putanges": "Putanges", "poitiers": "Poitiers"}
    start, end = _TERMS[2020 if file.startswith("rennes") else 2026]
    return Setting(start, end, town.get(_source(file).split("-")[0], _source(file).split("-")[0].capitalize()))


def _truth(text: str, row: dict[str, str]) -> Answer:
    truth: Answer = {name: set() for name in FIELDS}
    for place, cell in enumerate(row["figures"].split()):
        span, value, unit = cell.split(":")
        truth["figure"].add((str(place), _cut(text, span), _number(float(value) if value else None)))
        truth["unit"].add((str(place), _cut(text, span), _cut(text, unit) if unit[:1].isdigit() else unit))
    if row["deadline"]:
        span, day, precision = row["deadline"].split(":")
        truth["deadline"].add((_cut(text, span), day, precision))
    truth["place"] = {(_cut(text, span),) for span in row["places"].split()}
    return truth


def _cut(text: str, span: str) -> str:
    start, end = span.split("-")
    return text[int(start) : int(end)]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


if __name__ == "__main__":
    totals, differences = score()
    print("\n".join(differences))
    for name, (right, written, said) in totals.items():
        print(f"{name:9} written {written:3}  found exactly {right / max(written, 1):.3f}  right among found {right / max(said, 1):.3f}")
