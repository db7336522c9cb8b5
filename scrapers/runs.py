"""Run folders: what a crawl or a reading leaves behind, as three files that any later step can read again alone.

A folder is `<store>/runs/<town>/<source or "read">/<run id>/`. Items and issues are written line by line; `run.json` is written
last and atomically, so a folder without it belongs to a run that was killed: it is ignored, never half-read. The id begins with the
time of the start, then a number for runs begun in the same instant (a pinned clock), so that ids sort in the order of the runs.
"""

import fcntl
import json
import os
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from pydantic import TypeAdapter, ValidationError

from tracker import clock, settings
from tracker.errors import ContractError, InvariantError, LockHeldError
from tracker.files import write_whole
from tracker.items import AnyItem, IssueItem, Item, RunItem
from tracker.vocabulary import RunOutcome

READ_SOURCE = "read"
_STAMP = "%Y%m%dT%H%M%S%fZ"
_ANY_ITEM: TypeAdapter[AnyItem] = TypeAdapter(AnyItem)


class RunFolder:
    """One run being written; `close` ends it, leaving the block by an error closes it as failed."""

    def __init__(self, town: str, source: str = READ_SOURCE, run_id: str | None = None) -> None:
        """Open a new run of a source (or of the reading), or go on with the run of this id that another process began."""
        self.town, self.source = town, source
        self.verb: Literal["crawl", "read"] = "read" if source == READ_SOURCE else "crawl"
        self.id = run_id or _new_run_id(town)
        self.path = settings.runs_dir() / town / source / self.id
        self.path.mkdir(parents=True, exist_ok=run_id is not None)
        self.started_at = datetime.strptime(self.id.split("-")[0], _STAMP).replace(tzinfo=UTC)
        self.counts: Counter[str] = Counter()
        self.closed: RunItem | None = None
        for name in ("items.jsonl", "issues.jsonl"):
            self._take_over(self.path / name)
        self._items = (self.path / "items.jsonl").open("a", encoding="utf-8")
        self._issues = (self.path / "issues.jsonl").open("a", encoding="utf-8")

    def _take_over(self, path: Path) -> None:
        """Drop a line that a killed writer left unfinished and count the whole ones."""
        path.touch()
        body = path.read_bytes()
        whole = body[: body.rfind(b"\n") + 1]
        if whole != body:
            os.truncate(path, len(whole))
        for line in whole.splitlines():
            self.counts[_counter_name(json.loads(line)["item"])] += 1

    def add(self, item: Item) -> None:
        """Write one item, or one issue, as one line that is on the disk's side before the next step begins."""
        file = self._issues if isinstance(item, IssueItem) else self._items
        file.write(item.model_dump_json() + "\n")
        file.flush()
        self.counts[_counter_name(getattr(item, "item", "item"))] += 1

    def close(self, outcome: RunOutcome, message: str = "", **counts: int) -> RunItem:
        """End the run: write `run.json` atomically and return it; the counts of lines are added to those given."""
        self.release()
        run = RunItem(
            id=self.id, town=self.town, source=self.source, verb=self.verb, outcome=outcome, started_at=self.started_at,
            finished_at=clock.now(), counts={**self.counts, "issues": self.counts["issues"], **counts},
            version=settings.VERSION, message=message,
        )  # fmt: skip
        write_whole(self.path / "run.json", run.model_dump_json(indent=1) + "\n")
        self.closed = run
        return run

    def release(self) -> None:
        """Close the files without ending the run, which another process goes on with."""
        self._items.close()
        self._issues.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.closed is not None:
            return
        if error is None:
            raise InvariantError(f"{self.path}: the run was left without an outcome")
        self.close(RunOutcome.FAILED, f"{type(error).__name__}: {error}")


@dataclass(frozen=True)
class FinishedRun:
    """A run folder that was closed, with its ledger line."""

    folder: Path
    run: RunItem


def finished_runs(town: str, verb: Literal["crawl", "read"] | None = None) -> list[FinishedRun]:
    """Return the closed runs of a town in the order of their start, those of one verb only when it is given."""
    found = []
    for path in (settings.runs_dir() / town).glob("*/*/run.json"):
        try:
            run = RunItem.model_validate_json(path.read_bytes())
        except ValidationError as error:
            raise ContractError(f"{path}: not a run: {error.errors(include_url=False)[0]['msg']}") from error
        if verb in (None, run.verb):
            found.append(FinishedRun(path.parent, run))
    return sorted(found, key=lambda one: one.run.id)


def read_items(folder: Path) -> Iterator[AnyItem]:
    """Yield the items of a run folder, each checked against the contract."""
    return _read_lines(folder / "items.jsonl")


def read_issues(folder: Path) -> Iterator[IssueItem]:
    """Yield the issues of a run folder, each checked against the contract."""
    for item in _read_lines(folder / "issues.jsonl"):
        if not isinstance(item, IssueItem):
            raise ContractError(f"{folder / 'issues.jsonl'}: expected issues only, found {item.item!r}")
        yield item


@contextmanager
def town_lock(town: str) -> Iterator[None]:
    """Hold the lock of a town while the block runs; the kernel frees it when the process dies, however it dies."""
    path = settings.store_dir() / "locks" / f"{town}.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LockHeldError(f"{town}: another run of this town is under way (lock {path})") from error
        yield


def _counter_name(kind: str) -> str:
    return kind + "s"


def _new_run_id(town: str) -> str:
    stamp = clock.now().astimezone(UTC).strftime(_STAMP)
    number = sum(1 for _ in (settings.runs_dir() / town).glob(f"*/{stamp}-*"))
    return f"{stamp}-{number:03d}-{secrets.token_hex(3)}"


def _read_lines(path: Path) -> Iterator[AnyItem]:
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            try:
                yield _ANY_ITEM.validate_json(line)
            except ValidationError as error:
                problem = error.errors(include_url=False)[0]
                place = ".".join(str(part) for part in problem["loc"]) or "the line"
                raise ContractError(f"{path}:{number}: {place}: {problem['msg']}") from error
