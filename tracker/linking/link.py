"""The verb `link`: acts and pledges of a town to suggestions, and nothing else.

Suggestions are machine rows: each run replaces those of the town in one transaction, under ids made of pledge and
act, so that a second run gives the same rows. Judgements live in another table that this module never writes. Acts are
never filtered by term: one from before the pledge's term is marked. Second-hand and own-worded pledges are linked
too. An act met in two documents under two ids is suggested twice: merging them is a person's decision.
"""

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from tracker import clock
from tracker.ids import digest
from tracker.linking.bm25 import ActText, Index
from tracker.linking.ranking import TOP, rank
from tracker.linking.thesaurus import Thesaurus, load_thesaurus
from tracker.models import Act, Body, Pledge, Programme, Run, Sitting, Suggestion, Term
from tracker.settings import VERSION
from tracker.store import reading, writing
from tracker.towns import TownConfig
from tracker.vocabulary import PledgeSourceKind, RunOutcome

METHOD = "bm25-thesaurus@1"
Progress = Callable[[int, int], None]
log = logging.getLogger(__name__)


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
    message: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """The figures kept in the run's row."""
        return {name: getattr(self, name) for name in ("acts", "pledges", "demands", "suggestions", "preexisting")}


@dataclass(frozen=True)
class _Town:
    """What linking reads: plain values, so that no transaction stays open while it computes."""

    acts: list[tuple[str, date | None]] = field(default_factory=list)
    texts: list[ActText] = field(default_factory=list)
    pledges: list[tuple[str, str, date]] = field(default_factory=list)  # (id, words to link, start of its term)
    demands: int = 0  # how many of them are residents' demands


def link(town: TownConfig, progress: Progress | None = None) -> LinkReport:
    """Replace the suggestions of a town by those of its present acts and pledges; `progress` gets (done, all) pledges."""
    with _run_row(town.slug) as report:
        thesaurus = load_thesaurus()
        known = _read(town.slug)
        rows = _suggest(known, thesaurus, report.run_id, progress)
        report.acts, report.pledges, report.demands = len(known.acts), len(known.pledges) - known.demands, known.demands
        report.outcome, report.message = _outcome(known)
        _replace(town.slug, rows, report)
    return report


@contextmanager
def _run_row(town: str) -> Iterator[LinkReport]:
    """Open a row in the ledger before working, and close it as failed when anything interrupts."""
    started = clock.now()
    report = LinkReport(f"{started:%Y%m%dT%H%M%S%fZ}-{secrets.token_hex(4)}")
    with writing() as session:
        session.add(Run(id=report.run_id, town=town, verb="link", started_at=started, version=VERSION))
    try:
        yield report
    finally:
        if report.outcome == RunOutcome.FAILED:
            with writing() as session:
                _close_run(session, report)


def _close_run(session: Session, report: LinkReport) -> None:
    run = session.exec(select(Run).where(Run.id == report.run_id)).one()
    run.outcome, run.counts, run.message, run.finished_at = report.outcome, report.counts, report.message, clock.now()
    session.add(run)


def _outcome(known: _Town) -> tuple[RunOutcome, str]:
    if not known.pledges:
        return RunOutcome.OK, "no pledge on file: nothing to link"
    if not known.acts:
        asked = f" and {known.demands} demands" if known.demands else ""
        return RunOutcome.EMPTY, f"{len(known.pledges) - known.demands} pledges{asked} but no act to link them to"
    return RunOutcome.OK, ""


def _read(town: str) -> _Town:
    with reading() as session:
        acts = session.exec(
            select(Act, col(Sitting.date))
            .join(Body, col(Body.id) == col(Act.body_id))
            .join(Sitting, col(Sitting.id) == col(Act.sitting_id), isouter=True)
            .where(Body.jurisdiction == town)
            .order_by(col(Act.date), col(Act.sha256), col(Act.span_start), col(Act.id))
        ).all()
        pledges = session.exec(
            select(Pledge, Term, col(Programme.kind))
            .join(Programme, col(Programme.id) == col(Pledge.programme_id))
            .join(Term, col(Term.id) == col(Programme.term_id))
            .where(Programme.jurisdiction == town)
            .order_by(col(Programme.id), col(Pledge.position), col(Pledge.id))
        ).all()
        return _Town(
            [(act.id, act.date or day) for act, day in acts],
            [ActText(act.title, act.text) for act, _ in acts],
            [(pledge.id, pledge.text, term.start) for pledge, term, _ in pledges],
            sum(kind == PledgeSourceKind.DEMANDE for _, _, kind in pledges),
        )


def _suggest(known: _Town, thesaurus: Thesaurus, run_id: str, progress: Progress | None) -> list[dict[str, Any]]:
    if not known.pledges or not known.acts:
        return []
    index = Index(known.texts)
    method = f"{METHOD}+{thesaurus.digest}"
    rows: list[dict[str, Any]] = []
    for done, (pledge, text, start) in enumerate(known.pledges, start=1):
        for place, found in enumerate(rank(text, index, TOP, thesaurus=thesaurus), start=1):
            act, day = known.acts[found.act_index]
            rows.append(
                {
                    "id": "sug-" + digest(pledge, act),
                    "pledge_id": pledge,
                    "act_id": act,
                    "rank": place,
                    "score": found.score,
                    "explanation": [part.as_json() for part in found.explanation],
                    "preexisting": day is not None and day < start,
                    "method": method,
                    "run_id": run_id,
                }
            )
        if progress:
            progress(done, len(known.pledges))
    return rows


def _replace(town: str, rows: list[dict[str, Any]], report: LinkReport) -> None:
    """Swap the town's suggestions and close the run in one transaction; rows of acts gone meanwhile are left out."""
    with writing() as session:
        mine = select(Pledge.id).join(Programme, col(Programme.id) == col(Pledge.programme_id)).where(Programme.jurisdiction == town)
        session.execute(delete(Suggestion).where(col(Suggestion.pledge_id).in_(mine)))
        acts, pledges = set(session.exec(select(Act.id))), set(session.exec(mine))
        alive = [row for row in rows if row["act_id"] in acts and row["pledge_id"] in pledges]
        if len(alive) < len(rows):
            log.warning("%s: %d suggestions left out: their act or pledge was replaced meanwhile; link again", town, len(rows) - len(alive))
        if alive:
            session.execute(insert(Suggestion), alive)
        report.suggestions, report.preexisting = len(alive), sum(row["preexisting"] for row in alive)
        _close_run(session, report)
