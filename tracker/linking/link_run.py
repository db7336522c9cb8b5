"""One run of `link` in the ledger: opened before any work, and closed whatever happens."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlmodel import Session, select

from tracker import clock
from tracker.linking.suggested import Written
from tracker.models import Run
from tracker.settings import VERSION
from tracker.store import writing
from tracker.vocabulary import RunOutcome


@dataclass
class LinkReport:
    """What a run of `link` did."""

    run_id: str
    outcome: RunOutcome = RunOutcome.FAILED
    acts: int = 0
    pledges: int = 0
    demands: int = 0  # of residents: linked like pledges, counted apart
    suggestions: int = 0
    preexisting: int = 0
    prepared: int = 0  # acts whose words were read in this run
    ranked: int = 0  # pledges and demands ranked in this run: the others would have got the same
    written: int = 0
    removed: int = 0
    message: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """The figures kept in the run's row."""
        return {name: value for name, value in vars(self).items() if isinstance(value, int)}

    def add(self, done: Written) -> None:
        """Add what happened to the suggestions of some pledges."""
        self.suggestions += done.standing
        self.preexisting += done.preexisting
        self.written += done.written
        self.removed += done.removed


@contextmanager
def run_row(town: str) -> Iterator[LinkReport]:
    """Open a row in the ledger before working, and close it as failed when anything interrupts."""
    started = clock.now()
    report = LinkReport(f"{started:%Y%m%dT%H%M%S%fZ}-{secrets.token_hex(4)}")
    with writing() as session:
        session.add(Run(id=report.run_id, town=town, verb="link", started_at=started, version=VERSION))
    try:
        yield report
    except Exception as error:
        report.message = str(error)[:500]
        raise
    finally:
        if report.outcome == RunOutcome.FAILED:
            with writing() as session:
                close_run(session, report)


def close_run(session: Session, report: LinkReport) -> None:
    """Write how a run ended."""
    run = session.exec(select(Run).where(Run.id == report.run_id)).one()
    run.outcome, run.counts, run.message, run.finished_at = report.outcome, report.counts, report.message, clock.now()
    session.add(run)
