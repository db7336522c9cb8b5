"""The five tables of the truth: their columns, how they are read, checked and written."""

import csv
import fcntl
import io
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.truth.reference import Spot, line_end, minutes_dir, readable, text_between
from tracker.errors import InputError
from tracker.vocabulary import Outcome

HERE = Path(__file__).resolve().parent
COLUMNS = {
    "acts": (
        "file",
        "ref",
        "page",
        "line_from",
        "char_from",
        "page_to",
        "line_to",
        "char_to",
        "number_at",
        "outcome",
        "date",
        "unanimous",
        "optional",
    ),
    "votes": (
        "file",
        "ref",
        "page",
        "line_from",
        "page_to",
        "line_to",
        "outcome",
        "for",
        "against",
        "abstention",
        "not_taking_part",
        "unanimous",
    ),
    "amounts": ("file", "ref", "page", "line", "value", "tax"),
    "dates": ("file", "date"),
}
COLUMNS["rare"] = COLUMNS["votes"]  # passages sought in every document for the rare outcomes and their false friends
Row = dict[str, str]


def read_table(kind: str, folder: Path = HERE) -> list[Row]:
    """Return the rows of one table; those of .doc files only where their reference text can be made (antiword)."""
    path = folder / f"{kind}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return [row for row in rows if readable(Path(row.get("ref") or row["file"]))]


def replace_rows(kind: str, rows: Iterable[Row], folder: Path = HERE) -> None:
    """Put these rows in the place of what the table held for the same files; two judges may do so at the same time."""
    new = list(rows)
    files = {row["file"] for row in new}
    with (folder / f"{kind}.csv").open("a+", encoding="utf-8", newline="") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        stream.seek(0)
        kept = [row for row in csv.DictReader(stream) if row["file"] not in files]  # a new column is empty in old rows
        text = io.StringIO()
        writer = csv.DictWriter(text, COLUMNS[kind], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted([*kept, *new], key=lambda row: row["file"]))
        stream.truncate(0)
        stream.write(text.getvalue())


def reference_path(row: Mapping[str, str]) -> Path:
    """Return the document in which the row's positions are counted: `ref` (a readable twin of a scan), else `file` itself."""
    return minutes_dir() / (row.get("ref") or row["file"])


def has_position(row: Mapping[str, str]) -> bool:
    """Return whether an act's row points at a title; one without says that its file gives no act."""
    return bool(row["page"])


def is_optional(row: Mapping[str, str]) -> bool:
    """Return whether an act may be read or left out: a reader is right either way (README, rule 7)."""
    return row.get("optional") == "1"


def title_of(row: Mapping[str, str]) -> str:
    """Return the title that an act's row points at, in one line."""
    return " ".join(text_between(reference_path(row), *title_span(row)).split())


def title_span(row: Mapping[str, str]) -> tuple[Spot, Spot]:
    """Return the first position of an act's title and the one after its last."""
    page = int(row["page"])
    return Spot(page, int(row["line_from"]), int(row["char_from"])), Spot(
        int(row["page_to"] or page), int(row["line_to"]), int(row["char_to"])
    )


def number_of(row: Mapping[str, str]) -> str:
    """Return the printed number that an act's row points at (`page:line:char_from:char_to`), or nothing."""
    if not row["number_at"] or row["number_at"].startswith("="):  # `=2022-141`: read by eye on a scan that has no readable twin
        return row["number_at"][1:]
    page, line, start, end = (int(part) for part in row["number_at"].split(":"))
    return " ".join(text_between(reference_path(row), Spot(page, line, start), Spot(page, line, end)).split())


def vote_text(row: Mapping[str, str]) -> str:
    """Return the lines of a vote's row."""
    path, page, last = reference_path(row), int(row["page"]), int(row["page_to"] or row["page"])
    return text_between(path, Spot(page, int(row["line_from"])), line_end(path, last, int(row["line_to"])))


def problems(kind: str, rows: Iterable[Row]) -> list[str]:
    """Return what is wrong in a table, one sentence per row; an empty list means that every row points at something."""
    found = []
    for number, row in enumerate(rows, start=2):
        try:
            _CHECKS[kind](row)
        except (InputError, ValueError, ArithmeticError, KeyError, IndexError) as error:
            found.append(f"{kind}.csv:{number}: {row.get('file')}: {type(error).__name__}: {error}")
    return found


def _check_act(row: Row) -> None:
    _check_outcome(row)
    _known_file(row)
    if row["date"]:
        date.fromisoformat(row["date"])
    if has_position(row) and not any(sign.isalpha() for sign in title_of(row)):
        raise InputError(f"{row['page']}:{row['line_from']}: the title has no letter")
    if row["number_at"] and not any(sign.isdigit() for sign in number_of(row)):
        raise InputError(f"{row['number_at']}: the number has no digit")


def _check_vote(row: Row) -> None:
    _check_outcome(row)
    for name in ("for", "against", "abstention", "not_taking_part"):
        if row[name]:
            int(row[name])
    if row["unanimous"] == "1" and any(int(row[name] or 0) for name in ("against", "abstention")):
        raise InputError("unanimous although somebody voted otherwise")
    if not vote_text(row).strip():
        raise InputError("no text there")


def _check_amount(row: Row) -> None:
    if row["value"]:
        Decimal(row["value"])
    if row["tax"] not in ("", "HT", "TTC"):
        raise InputError(f"tax: expected HT, TTC or nothing, found {row['tax']!r}")
    if not amount_line(row).strip():
        raise InputError("no text there")


def amount_line(row: Mapping[str, str]) -> str:
    """Return the line of an amount's row."""
    path, page, line = reference_path(row), int(row["page"]), int(row["line"])
    return text_between(path, Spot(page, line), line_end(path, page, line))


def _check_date(row: Row) -> None:
    if row["date"]:  # empty: this document has no sitting date to find
        date.fromisoformat(row["date"])
    _known_file(row)


def _known_file(row: Mapping[str, str]) -> None:
    if not (minutes_dir() / row["file"]).is_file():
        raise InputError("no such document")


def _check_outcome(row: Mapping[str, str]) -> None:
    if row["outcome"]:
        Outcome(row["outcome"])
    if row["unanimous"] not in ("", "0", "1"):
        raise InputError(f"unanimous: expected 1, 0 or nothing, found {row['unanimous']!r}")


_CHECKS = {"acts": _check_act, "votes": _check_vote, "rare": _check_vote, "amounts": _check_amount, "dates": _check_date}
