"""Sample towns, items and run folders, written for the tests; every text is ours."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from tracker.items import PAGE_BREAK, ActItem, DocumentItem, IssueItem, Item, ReadingItem, RunItem, SittingItem
from tracker.settings import data_dir, runs_dir
from tracker.towns import TownConfig
from tracker.vocabulary import DateOrigin, DocumentKind, RunOutcome, TextStatus

START = datetime(2026, 4, 1, 8, 0, tzinfo=UTC)
SITTING = date(2026, 3, 30)
TEXT = (
    "Conseil du 30 mars 2026\n2026-01 Achat d'un terrain pour la crèche\nLe conseil achète la parcelle pour 120 000 euros.\nAdopté.\n",
    "2026-02 Tarifs de la cantine\nLe conseil fixe le repas à deux euros.\nAdopté à l'unanimité.\n",
)


@contextmanager
def temporary_store(folder: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """Give a store folder, and the environment variables that point to it and to an empty data folder."""
    store, data = folder / "store", folder / "data"
    store.mkdir(exist_ok=True)
    data.mkdir(exist_ok=True)
    yield store, {"CHOSE_PROMISE_STORE": str(store), "CHOSE_PROMISE_DATA": str(data)}


def sample_town(**changes: Any) -> TownConfig:
    """Return a small invented town with a council, two lists and one source."""
    content: dict[str, Any] = {
        "slug": "val-essai", "name": "Val-Essai", "insee": "99001", "fictional": True,
        "bodies": [{"key": "council", "name": "Conseil municipal", "siren": "999999990"}],
        "terms": [{"key": "t2026", "start": "2026-03-22", "end": "2032-03-31"}],
        "organizations": [{"key": "ensemble", "name": "Ensemble"}, {"key": "autrement", "name": "Autrement"}],
        "sources": [{"key": "minutes", "body": "council", "platform": "folder"}],
    }  # fmt: skip
    return TownConfig.model_validate(content | changes)


def sample_programme(*keys: str, **changes: Any) -> dict[str, Any]:
    """Return a programme of one list as its YAML would hold it."""
    pledges = [{"key": key, "quote": f"Nous ouvrirons une crèche ({key}).", "confirmed": True} for key in keys or ("p1", "p2")]
    return {
        "town": "val-essai", "organization": "ensemble", "year": 2026, "term": "t2026", "title": "Programme",
        "source_url": "https://programme.example/p.pdf", "publisher": "Ensemble", "pledges": pledges,
    } | changes  # fmt: skip


def write_programme(content: dict[str, Any]) -> Path:
    """Write a programme into the data folder."""
    path = data_dir() / "programmes" / content["town"] / f"{content['organization']}-{content['year']}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return path


@dataclass
class Paper:
    """One invented document: its pages and the passages that are acts, as (number, first words, last words)."""

    pages: tuple[str, ...] = TEXT
    url: str = "pv-2026-03-30.txt"
    kind: DocumentKind = DocumentKind.PROCES_VERBAL
    day: date | None = SITTING
    acts: list[dict[str, Any]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The pages joined as spans expect."""
        return PAGE_BREAK.join(self.pages)

    @property
    def sha256(self) -> str:
        """The name of the content."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def act(self, first: str, last: str, **changes: Any) -> "Paper":
        """Add the act that goes from some first words to some last words, and return the paper."""
        start = self.text.index(first)
        end = self.text.index(last, start) + len(last)
        text = self.text[start:end]
        made = {
            "sha256": self.sha256, "body": "council", "date": self.day, "title": text.split("\n")[0], "text": text, "span": (start, end),
            "page_from": 1 + self.text.count(PAGE_BREAK, 0, start), "page_to": 1 + self.text.count(PAGE_BREAK, 0, end),
            "regime": "test", "confidence": 0.9, "extractor": "test@1",
        }  # fmt: skip
        self.acts.append(made | changes)
        return self

    def document(self, seen: datetime = START) -> DocumentItem:
        """Return the item of a crawl that saw this paper."""
        return DocumentItem(
            town="val-essai", source="minutes", body="council", url=self.url, kind=self.kind, sha256=self.sha256,
            media_type="text/plain", size=len(self.text.encode()), retrieved_at=seen, publisher="Val-Essai",
        )  # fmt: skip

    def items(self) -> list[Item]:
        """Return the items of a reading of this paper."""
        reading = ReadingItem(sha256=self.sha256, text_status=TextStatus.NATIVE, kind=self.kind, pages=self.pages, extractor="test@1")
        sitting = SittingItem(
            sha256=self.sha256,
            body="council",
            date=self.day,
            date_origin=DateOrigin.TEXT,
            regime="test",
            confidence=0.9,
            extractor="test@1",
        )
        return [reading, sitting, *(ActItem.model_validate(act) for act in self.acts)]


def sample_paper() -> Paper:
    """Return minutes of two pages with two acts."""
    paper = Paper().act("2026-01", "Adopté.", number="2026-01", outcome="adopted")
    return paper.act("2026-02", "l'unanimité.", number="2026-02", outcome="adopted", unanimous=True)


def write_run(
    source: str, items: Iterable[Item], number: int = 1, outcome: RunOutcome = RunOutcome.OK, issues: Iterable[IssueItem] = ()
) -> Path:  # fmt: skip
    """Write a finished run folder of the sample town; a higher number is a later run."""
    started = START + timedelta(days=number)
    run_id = f"{started:%Y%m%dT%H%M%SZ}-{number:03d}-{source}"
    folder = runs_dir() / "val-essai" / source / run_id
    folder.mkdir(parents=True)
    (folder / "items.jsonl").write_text("".join(item.model_dump_json() + "\n" for item in items), encoding="utf-8")
    (folder / "issues.jsonl").write_text("".join(issue.model_dump_json() + "\n" for issue in issues), encoding="utf-8")
    run = RunItem(
        id=run_id, town="val-essai", source=source, verb="read" if source == "read" else "crawl", outcome=outcome,
        started_at=started, finished_at=started, version="test",
    )  # fmt: skip
    (folder / "run.json").write_text(run.model_dump_json(), encoding="utf-8")
    return folder


def crawl_and_read(*papers: Paper, number: int = 1) -> None:
    """Write a crawl and a reading of these papers."""
    write_run("minutes", [paper.document() for paper in papers], number)
    write_run("read", [item for paper in papers for item in paper.items()], number)


def stored_content() -> dict[str, list[str]]:
    """Return every derived row as text, run, issue and clock columns apart."""
    from sqlmodel import SQLModel

    from tracker.store import reading

    apart = {"run_id", "ingested_at", "first_seen", "last_seen", "retrieved_at"}
    content = {}
    with reading() as session:
        for name, table in sorted(SQLModel.metadata.tables.items()):
            if name in ("run", "issue"):
                continue
            columns = [column for column in table.columns if column.name not in apart]
            rows = session.connection().execute(table.select().with_only_columns(*columns))
            content[name] = sorted(json.dumps([str(value) for value in row], ensure_ascii=False) for row in rows)
    return content
