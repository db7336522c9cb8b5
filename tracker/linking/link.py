"""The verb `link`: acts and pledges of a town to suggestions, and nothing else.

Suggestions are machine rows, under ids made of pledge and act. A second run prepares only what is new, ranks again only the pledges
for which something that decides their ranking has changed (an act more changes the rarity of words, so it concerns them all), and
writes only rows that differ: the result is the same as from nothing. Each pledge is written whole, so that an interrupted run
leaves every pledge as it was or as it will be. Judgements live in another table that this module never writes: those of people
widen the search, and where a person has spoken the machine says neither band nor direction. Acts are never filtered by term: one
from before the pledge's term is marked. Second-hand and own-worded pledges are linked too. An act met in two documents under two
ids is suggested twice: merging them is a person's decision.
"""

import logging
from collections.abc import Callable, Sequence
from typing import Any

from sqlmodel import Session, select

from tracker.linking import suggested
from tracker.linking.cache import prepare, refuse_too_many
from tracker.linking.corpus import Corpus, KnownPledge, read_corpus
from tracker.linking.link_run import LinkReport, close_run, run_row
from tracker.linking.ranked import Ranker
from tracker.linking.searched import Searched, read_searched
from tracker.models import Run
from tracker.store import reading, writing
from tracker.towns import TownConfig
from tracker.vocabulary import RunOutcome

BLOCK = 16  # pledges ranked and written together: bounds the memory of their explanations, and how long others wait to write
Progress = Callable[[int, int], None]
log = logging.getLogger(__name__)
__all__ = ["LinkReport", "link", "link_pledge"]


def link(town: TownConfig, progress: Progress | None = None) -> LinkReport:
    """Bring the suggestions of a town up to date with its acts and pledges; `progress` gets (done, all) pledges."""
    with run_row(town.slug) as report:
        refuse_too_many(town.slug)
        report.prepared = prepare(town.slug)
        with reading() as session:
            corpus = read_corpus(session, town.slug)
            ranker, searched = Ranker(town.slug, corpus), read_searched(session, town.slug, corpus)
            due = _due(session, corpus, ranker)
            if due and corpus.acts:
                ranker.read(session)
        _count(report, corpus)
        _rank(report, ranker, searched, due, progress)
        _close(report, corpus, searched, due)
    return report


def link_pledge(town: str, pledge_id: str) -> bool:
    """Rank one pledge again, at once: after a person's answer. False when the pledge is unknown or its town was never linked."""
    prepare(town, only_missing=True)
    with reading() as session:
        run = session.exec(select(Run.id).where(Run.town == town, Run.verb == "link").order_by(Run.id.desc())).first()  # type: ignore[attr-defined]
        corpus = read_corpus(session, town)
        pledge = next((one for one in corpus.pledges if one.id == pledge_id), None)
        if run is None or pledge is None:
            return False
        ranker, searched = Ranker(town, corpus), read_searched(session, town, corpus)
        ranker.read_or_reuse(session)
    _write(ranker, searched, run, [pledge])
    return True


def _due(session: Session, corpus: Corpus, ranker: Ranker) -> list[KnownPledge]:
    """Return the pledges whose suggestions were made from something else than what now stands."""
    states = suggested.standing_states(session, [pledge.id for pledge in corpus.pledges])
    return [pledge for pledge in corpus.pledges if states.get(pledge.id) != corpus.state_of(pledge, ranker.ways)]


def _count(report: LinkReport, corpus: Corpus) -> None:
    report.acts, report.demands = len(corpus.acts), sum(pledge.demand for pledge in corpus.pledges)
    report.pledges = len(corpus.pledges) - report.demands


def _rank(report: LinkReport, ranker: Ranker, searched: Searched, due: Sequence[KnownPledge], progress: Progress | None) -> None:
    total = report.pledges + report.demands
    done = total - len(due)
    if progress and done:
        progress(done, total)
    for start in range(0, len(due), BLOCK):
        part = due[start : start + BLOCK]
        written = _write(ranker, searched, report.run_id, part)
        report.add(written)
        report.ranked += len(part)
        if written.left_out:
            log.warning("%s: %d suggestions left out: act or pledge replaced meanwhile; link again", ranker.town, written.left_out)
        for _ in part if progress else ():
            done += 1
            progress(done, total)  # type: ignore[misc]


def _write(ranker: Ranker, searched: Searched, run_id: str, pledges: Sequence[KnownPledge]) -> suggested.Written:
    searches: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    for search, found in ranker.rank(pledges, run_id):
        searches.append(searched.row(run_id) | search)
        rows.extend(found)
    with writing() as session:
        return suggested.replace(session, searches, rows)


def _close(report: LinkReport, corpus: Corpus, searched: Searched, due: Sequence[KnownPledge]) -> None:
    """Say that the pledges that needed no ranking were searched too, and close the run."""
    ranked = {pledge.id for pledge in due}
    with writing() as session:
        report.add(suggested.confirm(session, [p.id for p in corpus.pledges if p.id not in ranked], searched.row(report.run_id)))
        report.outcome, report.message = _outcome(report)
        close_run(session, report)


def _outcome(report: LinkReport) -> tuple[RunOutcome, str]:
    if not report.pledges + report.demands:
        return RunOutcome.OK, "no pledge on file: nothing to link"
    if not report.acts:
        asked = f" and {report.demands} demands" if report.demands else ""
        return RunOutcome.EMPTY, f"{report.pledges} pledges{asked} but no act to link them to"
    return RunOutcome.OK, ""
