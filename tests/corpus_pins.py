"""What the reader gives on every real document, one line each: any change shows in the test and in the history.

`python -m tests.corpus_pins` writes `tests/corpus_pins.csv` again after a change that was looked at. It holds counts, never text.
"""

import csv
from collections import Counter
from pathlib import Path

import flows_evaluate
from tracker.errors import InputError
from tracker.items import ActItem, IssueItem, ReadingItem, SittingItem
from tracker.settings import real_data_dir
from tracker.vocabulary import Outcome

PINS = Path(__file__).with_suffix(".csv")
Pin = dict[str, str]
COLUMNS = (
    "file",
    "text",
    "kind",
    "pages",
    "date",
    "certain",
    "regime",
    "acts",
    "counts",
    "amounts",
    *Outcome,
    "unknown",
    "unanimous",
    "issues",
)


def pin_of(file: str, items: list[flows_evaluate.FileItem]) -> Pin:
    """Return the line of one document; what depends on the version of the recognition engine is left out of a scan's line."""
    reading = next(one for one in items if isinstance(one, ReadingItem))
    sittings = [one for one in items if isinstance(one, SittingItem)]
    acts = [one for one in items if isinstance(one, ActItem)]
    first = sittings[0] if sittings else None
    pin = {
        "file": file,
        "text": str(reading.text_status),
        "kind": str(reading.kind),
        "pages": str(len(reading.pages)),
        "date": str(first.date or "") if first else "",
        "certain": str(first.date_certain) if first else "",
        "regime": first.regime if first else "",
        "acts": str(len(acts)),
        "counts": str(sum(len(act.counts) for act in acts)),
        "amounts": str(sum(len(act.amounts) for act in acts)),
        **_outcomes(acts),
        "unanimous": str(sum(act.unanimous is True for act in acts)),
        "issues": " ".join(sorted(one.code for one in items if isinstance(one, IssueItem))),
    }
    return {name: "" if reading.ocr and name in ("counts", "amounts", "unanimous") else pin[name] for name in COLUMNS}


def _outcomes(acts: list[ActItem]) -> Pin:
    seen = Counter(act.outcome for act in acts)
    return {**{str(one): str(seen[one]) for one in Outcome}, "unknown": str(seen[None])}


def documents(folder: Path) -> list[Path]:
    """Return every real document, in order of name."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.csv")


def read_pins() -> list[Pin]:
    """Return the pinned lines."""
    with PINS.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read_corpus(folder: Path) -> dict[Path, list[flows_evaluate.FileItem]]:
    """Read every real document: minutes of work, once for all who look at them."""
    paths = documents(folder)
    return dict(zip(paths, flows_evaluate.read_each(paths), strict=True))


def current_pins(folder: Path, read: dict[Path, list[flows_evaluate.FileItem]]) -> list[Pin]:
    """Return the line of each document that was read."""
    return [pin_of(str(path.relative_to(folder)), items) for path, items in read.items()]


def main() -> None:
    """Write the pins again."""
    folder = real_data_dir()
    if folder is None:
        raise InputError("CHOSE_PROMISE_REAL_DATA: expected the folder of real documents, found nothing")
    with PINS.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(current_pins(folder / "minutes", read_corpus(folder / "minutes")))


if __name__ == "__main__":
    main()
