"""What each code needs before it may be reviewed or published (method, sections 2 to 4, 7, 8). Gates say what is
allowed; they never choose a status. Every failure is told at once, so that an author sees all that is missing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, select

from tracker import clock
from tracker.evidence import counting_acts
from tracker.models import EvidenceJudgement, Pledge, SearchLog, Verdict, VerdictEvidence
from tracker.reach import competent_bodies, coverage_of, deadline_of, term_of
from tracker.subjects import subjects_of
from tracker.vocabulary import Direction, EvidenceStep, Flag, FulfilmentKind, Judgement, ProofLevel, Status, Wording
from tracker.wording import banned_for_silence, banned_words, label, percent

MIN_COVERAGE = 0.9
_PREPARED = {EvidenceStep.VOTED, EvidenceStep.FUNDED, EvidenceStep.CONTRACTED, EvidenceStep.AMENDED, EvidenceStep.DELIVERED}
_PARTLY = {EvidenceStep.DELIVERED, EvidenceStep.AMENDED}
_DONE = {EvidenceStep.DELIVERED}
_LADDER = {Status.ENGAGED: _PREPARED, Status.PARTLY_DONE: _PARTLY, Status.DONE: _DONE}
_PROOF = {
    Status.ENGAGED: ProofLevel.B,
    Status.PARTLY_DONE: ProofLevel.B,
    Status.DONE: ProofLevel.A,
    Status.ABANDONED_OR_CONTRADICTED: ProofLevel.B,
}


@dataclass(frozen=True)
class Failure:
    """One thing that is missing: the key of its sentence and the values to fill in."""

    key: str
    values: tuple[tuple[str, object], ...] = ()

    def text(self, lang: str = "fr") -> str:
        """Return the sentence in French or English."""
        return label(self.key, lang, **dict(self.values))


def _fail(key: str, **values: object) -> Failure:
    return Failure(f"gate.{key}", tuple(values.items()))


@dataclass(frozen=True)
class Case:
    """A verdict with all that its gates look at."""

    session: Session
    verdict: Verdict
    pledge: Pledge
    cited: list[EvidenceJudgement]

    @property
    def status(self) -> Status:
        """The code asked for."""
        return Status(self.verdict.status)

    @property
    def keeps_away(self) -> bool:
        """True for a pledge not to do something: it is checked by searching, not by a delivery."""
        return self.pledge.fulfilment == FulfilmentKind.ABSTENTION


def open_case(session: Session, verdict: Verdict) -> Case:
    """Read what the gates need about a verdict."""
    query = (
        select(EvidenceJudgement)
        .join(VerdictEvidence, col(VerdictEvidence.judgement_id) == col(EvidenceJudgement.id))
        .where(VerdictEvidence.verdict_id == verdict.id)
        .order_by(col(VerdictEvidence.position))
    )
    return Case(session, verdict, session.get_one(Pledge, verdict.pledge_id), list(session.exec(query).all()))


def failures(session: Session, verdict: Verdict) -> list[Failure]:
    """Return everything that forbids reviewing or publishing this verdict; an empty list means ready."""
    case = open_case(session, verdict)
    gates = (_pledge_gate, _words_gate, _citation_gate, _ladder_gate, _contrary_gate, _proof_gate, _search_gate, _deadline_gate, _term_gate)
    return [failure for gate in gates for failure in gate(case)]


def _pledge_gate(case: Case) -> Iterator[Failure]:
    if case.pledge.wording != Wording.VERBATIM:
        yield _fail("own_words")
    if not case.pledge.confirmed:
        yield _fail("unconfirmed")
    if case.pledge.second_hand:
        yield _fail("second_hand")


def _words_gate(case: Case) -> Iterator[Failure]:
    written = f"{case.verdict.rationale} {case.verdict.missing_part}"
    found = banned_words(written)
    if case.status == Status.NO_EVIDENCE_FOUND:
        found += banned_for_silence(written)
    if found:
        yield _fail("banned", words=", ".join(found))
    if not case.verdict.rationale.strip():
        yield _fail("rationale")
    if case.status == Status.PARTLY_DONE and not case.verdict.missing_part.strip():
        yield _fail("missing_part")
    if case.status == Status.NOT_MEASURABLE and case.verdict.reason_code is None:
        yield _fail("reason")
    if case.verdict.as_of > clock.today():
        yield _fail("future", date=case.verdict.as_of)


def _counting(case: Case) -> list[EvidenceJudgement]:
    evidence, subjects = counting_acts(case.session, case.pledge.id), subjects_of(case.session, [case.pledge.id])
    return [
        row
        for row in case.cited
        if row.superseded_at is None
        and row.judgement == Judgement.CONFIRMED
        and row.pledge_id == case.pledge.id
        and subjects[row.id].act_id in evidence
    ]


def _citation_gate(case: Case) -> Iterator[Failure]:
    kept = {row.id for row in _counting(case)}
    for row in case.cited:
        if row.id not in kept:
            yield _fail("evidence_lost", id=row.id)


def _steps(case: Case) -> frozenset[EvidenceStep]:
    steps = set(_LADDER[case.status])
    if case.pledge.fulfilment == FulfilmentKind.ACT:
        steps.add(EvidenceStep.VOTED)
    return frozenset(steps)


def _ladder_gate(case: Case) -> Iterator[Failure]:
    if case.status not in _LADDER or case.keeps_away:
        return
    steps = _steps(case)
    carrying = [row for row in _counting(case) if row.direction == Direction.SUPPORTS and row.step in steps]
    if not carrying:
        yield _fail("no_evidence", steps=steps)
        return
    start = term_of(case.session, case.pledge).start
    older = all(row.act_date is not None and row.act_date < start for row in carrying)
    if older and Flag.PREEXISTING not in case.verdict.flags:
        yield _fail("preexisting")


def _contrary_gate(case: Case) -> Iterator[Failure]:
    if case.status != Status.ABANDONED_OR_CONTRADICTED:
        return
    if not any(row.direction == Direction.CONTRADICTS and row.act_date for row in _counting(case)):
        yield _fail("no_contrary_act")


def _proof_gate(case: Case) -> Iterator[Failure]:
    least = None if case.keeps_away and case.status != Status.ABANDONED_OR_CONTRADICTED else _PROOF.get(case.status)
    level = case.verdict.proof_level
    if least and (level is None or level > least):  # "A" sorts before "B" before "C"
        yield _fail("proof", level=least.value)


def _needs_search(case: Case) -> bool:
    kept = case.keeps_away and case.status in (Status.ENGAGED, Status.DONE)
    return kept or case.status in (Status.NO_EVIDENCE_FOUND, Status.NOT_DONE_BY_DEADLINE)


def _search_gate(case: Case) -> Iterator[Failure]:
    if not _needs_search(case):
        return
    log = case.session.get(SearchLog, case.verdict.search_log_id) if case.verdict.search_log_id else None
    if log is None or log.pledge_id != case.pledge.id:
        yield _fail("search_log")
        return
    start = term_of(case.session, case.pledge).start
    lost = [body.name for body in competent_bodies(case.session, case.pledge) if body.id not in log.bodies and body.key not in log.bodies]
    if lost:
        yield _fail("search_bodies", bodies=", ".join(lost))
    if log.period_from > start or log.period_to < case.verdict.as_of:
        yield _fail("search_period", start=start, end=case.verdict.as_of)
    if log.next_review_at <= case.verdict.as_of:
        yield _fail("next_review")


def _deadline_gate(case: Case) -> Iterator[Failure]:
    if case.status != Status.NOT_DONE_BY_DEADLINE:
        return
    deadline = deadline_of(case.session, case.pledge)
    if min(case.verdict.as_of, clock.today()) <= deadline:
        yield _fail("not_due", date=deadline)
    share = coverage_of(case.session, case.pledge, case.verdict.as_of)
    if share is None:
        yield _fail("coverage_unknown")
    elif share < MIN_COVERAGE:
        yield _fail("coverage", coverage=percent(share), minimum=percent(MIN_COVERAGE))


def _term_gate(case: Case) -> Iterator[Failure]:
    """A pledge not to do something is kept only once its term is over."""
    end = term_of(case.session, case.pledge).end
    if case.keeps_away and case.status == Status.DONE and case.verdict.as_of <= end:
        yield _fail("not_due", date=end)
