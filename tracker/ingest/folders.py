"""Find the finished run folders of a town and read them, line by line, against the contract.

A folder without `run.json` is a run that was killed: ignored. A line that breaks the contract becomes an issue, the rest is read.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from tracker import clock, ids
from tracker.errors import RunRefusedError
from tracker.items import AnyItem, IssueItem, RunItem
from tracker.settings import runs_dir
from tracker.vocabulary import RunOutcome

READ = "read"
ACCEPTED = frozenset({RunOutcome.OK, RunOutcome.EMPTY, RunOutcome.PARTIAL})
_LINE: TypeAdapter[AnyItem] = TypeAdapter(AnyItem)


@dataclass
class Trouble:
    """The issues met by an ingest, in order: each with the run that it concerns."""

    run_id: str
    found: list[tuple[str, IssueItem]] = field(default_factory=list)

    def note(self, code: str, message: str, **place: str | int | None) -> None:
        """Add an issue of this ingest itself."""
        self.found.append((self.run_id, IssueItem.model_validate({"code": code, "message": message, **place})))

    def keep(self, run_id: str, issue: IssueItem) -> None:
        """Add an issue that a run wrote."""
        self.found.append((run_id, issue))


@dataclass(frozen=True)
class Folder:
    """A finished run and where its files are."""

    path: Path
    run: RunItem

    @property
    def accepted(self) -> bool:
        """True when its outcome lets it be ingested."""
        return self.run.outcome in ACCEPTED

    def require_accepted(self) -> None:
        """Raise `RunRefusedError` when the run failed or was blocked."""
        if not self.accepted:
            reason = f": {self.run.message}" if self.run.message else ""
            raise RunRefusedError(f"run {self.run.id} of {self.run.town}/{self.run.source} ended {self.run.outcome}, not ingested{reason}")


@dataclass(frozen=True)
class Runs:
    """The finished runs of a town: everything for the ledger, what may be ingested, and what is current."""

    everything: tuple[Folder, ...]

    def crawls(self) -> list[Folder]:
        """Return the accepted crawls, oldest first."""
        return [f for f in self.everything if f.accepted and f.run.source != READ]

    def reading(self) -> Folder | None:
        """Return the newest accepted reading."""
        return next((f for f in reversed(self.everything) if f.accepted and f.run.source == READ), None)

    def current(self) -> list[Folder]:
        """Return the newest accepted run of each source and of the reading, oldest first: their issues are today's."""
        newest = {f.run.source: f for f in self.everything if f.accepted}
        return sorted(newest.values(), key=lambda f: f.run.id)

    def refused(self) -> list[Folder]:
        """Return the refused runs."""
        return [f for f in self.everything if not f.accepted]


def new_run_id() -> str:
    """Return the id of an ingest run: UTC time and a random tail, so that ids sort by time."""
    return f"{clock.now():%Y%m%dT%H%M%SZ}-ingest-{secrets.token_hex(3)}"


def find_runs(town: str, trouble: Trouble) -> Runs:
    """Return the finished runs of a town, oldest first; a `run.json` that is not one is an issue."""
    found = [folder for path in sorted((runs_dir() / town).glob("*/*/run.json")) if (folder := _folder(town, path, trouble))]
    return Runs(tuple(sorted(found, key=lambda f: f.run.id)))


def _folder(town: str, path: Path, trouble: Trouble) -> Folder | None:
    source = path.parent.parent.name
    try:
        run = RunItem.model_validate_json(path.read_bytes())
    except ValidationError as error:
        trouble.note("run_unreadable", f"{_short(path)}: not a run's ledger line: {error.errors()[0]['msg']}")
        return None
    if (run.town, run.source, run.id) != (town, source, path.parent.name):
        trouble.note("run_misplaced", f"{_short(path)}: holds the run {run.town}/{run.source}/{run.id}")
        return None
    return Folder(path.parent, run)


def read_lines(folder: Folder, name: str, trouble: Trouble) -> Iterator[AnyItem]:
    """Yield the items of one file of a run folder; a bad line is an issue naming file and line."""
    path = folder.path / name
    if not path.exists():
        trouble.note("run_incomplete", f"{_short(path)}: missing from a finished run")
        return
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield _LINE.validate_json(line)
            except ValidationError as error:
                first = error.errors()[0]
                place = ".".join(str(part) for part in first["loc"])
                trouble.note("item_invalid", f"{_short(path)}:{number}: {place}: {first['msg']}")


def read_issues(folder: Folder, trouble: Trouble) -> None:
    """Keep the issues that a run wrote, in its issues file or among its items."""
    for item in read_lines(folder, "issues.jsonl", trouble):
        if isinstance(item, IssueItem):
            trouble.keep(folder.run.id, item)


def issue_id(town: str, issue: IssueItem) -> str:
    """Return the id of an issue: a hash of what it says, so that it is told once."""
    return "iss-" + ids.digest(town, issue.code, issue.message, issue.url or "", issue.sha256 or "", str(issue.page or ""))


def _short(path: Path) -> str:
    return path.relative_to(runs_dir()).as_posix()
