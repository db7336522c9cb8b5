"""The order of an ingest: files first, then one transaction, so that a killed ingest leaves everything or nothing."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field

from tracker import clock, settings
from tracker.errors import RunRefusedError
from tracker.ingest.anchors import StaleJudgement, refresh_anchors
from tracker.ingest.documents import Documents, describe, gather_documents
from tracker.ingest.folders import Runs, Trouble, find_runs, new_run_id, read_issues
from tracker.ingest.merging import Facts
from tracker.ingest.places import check_programmes
from tracker.ingest.readings import Known, Reading, facts_of, gather_reading
from tracker.ingest.rows import Counts
from tracker.ingest.writing import Writer, ledger_row
from tracker.programmes import ProgrammeConfig, load_programmes
from tracker.store import writing
from tracker.towns import TownConfig

Progress = Callable[[int, int], None]
STEPS = 8


@dataclass(frozen=True)
class IngestReport:
    """What an ingest did: runs taken and refused, rows by fate, stored acts gone, issues, stale judgements."""

    runs: int
    refused: int
    inserted: int
    updated: int
    noop: int
    removed: int
    missing: int
    issues: int
    stale: list[StaleJudgement] = field(default_factory=list)
    by_table: dict[str, dict[str, int]] = field(default_factory=dict)


@dataclass
class _Wanted:
    """Everything that the files say, before the database is opened."""

    programmes: list[ProgrammeConfig]
    runs: Runs
    documents: Documents
    reading: Reading | None
    facts: Facts


def ingest(town: TownConfig, progress: Progress | None = None, *, force: bool = False) -> IngestReport:
    """Bring the derived tables of a town to what its files and finished runs say; idempotent.

    Raises `InvariantError` when more than half of the stored acts would vanish, unless `force` is given.
    """
    tell = _Steps(progress)
    started = clock.now()
    trouble = Trouble(new_run_id())
    wanted = _gather(town, trouble, tell)
    with writing() as session:
        writer = Writer(session, town)
        writer.places()
        writer.runs(wanted.runs, ledger_row(trouble.run_id, town.slug, started, settings.VERSION))
        writer.programmes(wanted.programmes, trouble)
        tell.step()
        writer.documents(wanted.documents)
        tell.step()
        missing = 0
        if wanted.reading is not None:
            missing = writer.facts(wanted.facts, set(wanted.reading.readings), force=force)
        tell.step()
        stale = refresh_anchors(session, town.slug)
        for judgement in stale:
            trouble.note("stale_judgement", judgement.message)
        told = writer.issues(trouble)
        tell.step()
    tell.step()
    return _report(wanted.runs, writer.counts, missing, told, stale)


def _gather(town: TownConfig, trouble: Trouble, tell: "_Steps") -> _Wanted:
    programmes = load_programmes(town.slug)
    check_programmes(town, programmes)
    runs = find_runs(town.slug, trouble)
    tell.step()
    documents = gather_documents(town, runs.crawls(), trouble)
    tell.step()
    reading, facts = _read(town, runs, documents, trouble)
    if reading is not None:
        describe(documents, reading.readings)
    _issues_of_runs(runs, trouble)
    tell.step()
    return _Wanted(programmes, runs, documents, reading, facts)


def _read(town: TownConfig, runs: Runs, documents: Documents, trouble: Trouble) -> tuple[Reading | None, Facts]:
    folder = runs.reading()
    if folder is None:
        return None, Facts()
    known = {row["sha256"] for row in documents.versions.values()}
    reading = gather_reading(folder, known, {body.key for body in town.bodies}, trouble)
    kinds = documents.kinds | {sha: item.kind for sha, item in reading.readings.items() if item.kind != "other"}
    return reading, facts_of(town, reading, Known(kinds, documents.addresses()), trouble)


def _issues_of_runs(runs: Runs, trouble: Trouble) -> None:
    for folder in runs.current():
        read_issues(folder, trouble)
    newest = {folder.run.source: folder.run.id for folder in runs.current()}
    for folder in runs.refused():
        if folder.run.id < newest.get(folder.run.source, ""):
            continue  # a later run of this source went well: the ledger keeps the failure, the screens need not
        read_issues(folder, trouble)
        try:
            folder.require_accepted()
        except RunRefusedError as error:
            trouble.note("run_refused", str(error))


class _Steps:
    """Counts the steps of an ingest for a progress bar."""

    def __init__(self, progress: Progress | None) -> None:
        self.progress = progress
        self.done = 0

    def step(self) -> None:
        self.done += 1
        if self.progress:
            self.progress(self.done, STEPS)


def _report(runs: Runs, counts: dict[str, Counts], missing: int, issues: int, stale: list[StaleJudgement]) -> IngestReport:
    total = Counts()
    for name, one in counts.items():
        total += Counts() if name in ("run", "issue") else one  # the ledger grows at each ingest; it is not content
    accepted = sum(folder.accepted for folder in runs.everything)
    return IngestReport(
        runs=accepted, refused=len(runs.refused()), inserted=total.inserted, updated=total.updated, noop=total.noop,
        removed=total.removed, missing=missing, issues=issues, stale=stale, by_table={name: asdict(one) for name, one in counts.items()},
    )  # fmt: skip


__all__ = ["IngestReport", "Progress", "ingest"]
