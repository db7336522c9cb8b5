"""Make judged sets from the truth's references: `python -m tests.truth.resolve minutes OUTDIR`.

`minutes` writes truth.csv and links to the documents, `votes` writes items.jsonl (both as `evaluate` takes them); `check`
verifies every reference; `text FILE` prints a reference text with its page and line numbers; `show FILE` prints the marks
of a file. Needs CHOSE_PROMISE_REAL_DATA. What it writes holds real text: keep it out of the project.
"""

import csv
import json
import sys
from pathlib import Path

from tests.truth.reference import minutes_dir, pages_of
from tests.truth.tables import COLUMNS, Row, amount_line, has_position, is_optional, number_of, problems, read_table, title_of, vote_text
from tracker.errors import InputError

COUNTS = ("for", "against", "abstention", "not_taking_part")


def write_minutes(folder: Path) -> int:
    """Write truth.csv and links to its documents into `folder`; return the number of acts.

    The acts that a reader may find or leave out stand in optional.csv, same columns, for a score that takes them out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows = read_table("acts")
    _write_truth(folder / "truth.csv", [row for row in rows if not is_optional(row)])
    _write_truth(folder / "optional.csv", [row for row in rows if is_optional(row)])
    for name in sorted({row["file"] for row in rows}):
        link = folder / flat_name(name)
        link.unlink(missing_ok=True)
        link.symlink_to((minutes_dir() / name).resolve())
    return sum(has_position(row) and not is_optional(row) for row in rows)


def _write_truth(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("file", "number", "title", "outcome", "date"))
        for row in rows:
            title = title_of(row) if has_position(row) else ""
            writer.writerow((flat_name(row["file"]), number_of(row), title, row["outcome"], row["date"]))


def flat_name(file: str) -> str:
    """Return the name of a document without its town's folder; the readers take dates from names, so it stays as published."""
    return Path(file).name


def write_votes(folder: Path) -> int:
    """Write items.jsonl into `folder`; return the number of votes."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = {_span_id(row): row for row in [*read_table("rare"), *read_table("votes")]}  # one row where both mark the same lines
    lines = [json.dumps({"id": key, **_vote_item(row)}, ensure_ascii=False) for key, row in rows.items()]
    (folder / "items.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return len(lines)


def _span_id(row: Row) -> str:
    return f"{row['file']}:{row['page']}:{row['line_from']}-{row['page_to'] or row['page']}:{row['line_to']}"


def _vote_item(row: Row) -> dict[str, object]:
    counts = {name: int(row[name]) if row[name] else None for name in COUNTS}
    unanimous = row["unanimous"] == "1" if row["unanimous"] else None
    return {"text": vote_text(row), "outcome": row["outcome"] or None, **counts, "unanimous": unanimous}


def check() -> list[str]:
    """Return every row that points at nothing or holds a value that is not allowed."""
    found = [problem for kind in COLUMNS for problem in problems(kind, read_table(kind))]
    names: dict[str, str] = {}
    for row in read_table("acts"):
        if names.setdefault(flat_name(row["file"]), row["file"]) != row["file"]:
            found.append(f"acts.csv: {row['file']}: two documents have this name")
    return found


def print_text(file: str) -> None:
    """Print the reference text of a document, each line behind its page and number."""
    for page, lines in enumerate(pages_of(minutes_dir() / file), start=1):
        for number, line in enumerate(lines, start=1):
            if line.strip():
                print(f"{page}:{number}\t{line}")


def print_marks(file: str) -> None:
    """Print what the truth says of a document, for a second reading."""
    for row in _own("acts", file):
        title = f"[{number_of(row)}] {title_of(row)}" if has_position(row) else "none in this file"
        values = " ".join(row[name] for name in ("outcome", "date", "unanimous")) + " optional" * is_optional(row)
        print(f"act {row['page']}:{row['line_from']} {title} -> {values}")
    for row in [*_own("votes", file), *_own("rare", file)]:
        values = " ".join(f"{name}={row[name]}" for name in ("outcome", *COUNTS, "unanimous"))
        print(f"vote {row['page']}:{row['line_from']}-{row['page_to']}:{row['line_to']} {values}")
        print(f"    {' '.join(vote_text(row).split())[-300:]}")
    for row in _own("amounts", file):
        print(f"amount {row['page']}:{row['line']} {row['value']} {row['tax']} | {amount_line(row).strip()}")
    for row in _own("dates", file):
        print(f"date {row['date']}")


def _own(kind: str, file: str) -> list[Row]:
    return [row for row in read_table(kind) if row["file"] == file]


def main(arguments: list[str]) -> int:
    """Run one verb; return 1 when a check fails."""
    match arguments:
        case ["minutes", folder]:
            print(f"{write_minutes(Path(folder))} acts")
        case ["votes", folder]:
            print(f"{write_votes(Path(folder))} votes")
        case ["check"]:
            found = check()
            print("\n".join(found) or "every reference holds", {kind: len(read_table(kind)) for kind in COLUMNS})
            return int(bool(found))
        case ["text", file]:
            print_text(file)
        case ["show", file]:
            print_marks(file)
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except InputError as error:
        sys.exit(f"error: {error}")
