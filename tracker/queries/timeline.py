"""The dated story of a pledge, from announced to delivered: facts that people confirmed, and apart from them proposals. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from tracker.ids import fold
from tracker.queries.linking_shapes import AmountFall, Timeline, TimelineEntry
from tracker.queries.shapes import ActView, EvidenceView, SuggestionView
from tracker.vocabulary import ActStage, AmountRole, Band, EvidenceStep, Judgement, Outcome

LADDER = (EvidenceStep.ANNOUNCED, EvidenceStep.VOTED, EvidenceStep.FUNDED, EvidenceStep.CONTRACTED, EvidenceStep.DELIVERED)
PROPOSED = 8  # proposals on a timeline: the best ranked, told by date
_STEP_OF_OUTCOME = {Outcome.REJECTED: EvidenceStep.REJECTED, Outcome.WITHDRAWN: EvidenceStep.WITHDRAWN}
AGAINST = frozenset(_STEP_OF_OUTCOME.values())  # steps that speak against a pledge
_STEP_OF_STAGE = {
    ActStage.STUDY: EvidenceStep.VOTED, ActStage.FUNDING_ASKED: EvidenceStep.VOTED, ActStage.VOTED: EvidenceStep.VOTED,
    ActStage.FUNDED: EvidenceStep.FUNDED, ActStage.CONTRACTED: EvidenceStep.CONTRACTED, ActStage.DELIVERED: EvidenceStep.DELIVERED,
    ActStage.AMENDED: EvidenceStep.AMENDED, ActStage.WITHDRAWN: EvidenceStep.WITHDRAWN,
}  # fmt: skip


def guess_step(act: ActView) -> EvidenceStep:
    """Return the step to preselect for an act, from the result of its vote, then its stage; a person decides."""
    guess = _STEP_OF_OUTCOME.get(act.outcome) if act.outcome else None
    guess = guess or (_STEP_OF_STAGE.get(act.stage) if act.stage else None)
    return guess or (EvidenceStep.FUNDED if act.amounts else EvidenceStep.VOTED)


def timeline(evidence: Iterable[EvidenceView], suggestions: Iterable[SuggestionView]) -> Timeline:
    """Return what happened by date, undated facts last; what is only related, or judged already, is no proposal of a date."""
    facts = list(evidence)
    judged = {view.act_id for view in facts}
    near = (view for view in suggestions if view.band != Band.RELATED and view.mine != Judgement.REJECTED)
    waiting = [view for view in near if view.act.id not in judged][:PROPOSED]
    told = sorted(((_fact(view), view.act) for view in facts), key=lambda pair: _by_date(pair[0]))
    return Timeline(_with_falls(told), tuple(sorted(map(_proposal, waiting), key=_by_date)))


def _by_date(entry: TimelineEntry) -> tuple[bool, date, str]:
    return entry.date is None, entry.date or date.max, entry.key


def _fact(view: EvidenceView) -> TimelineEntry:
    return TimelineEntry(
        view.judgement_id, view.act_date, view.date_certain, view.step, view.direction, view.act.title if view.act else "",
        view.passage.quote, view.page, view.sha256, view.source_url, view.body, view.preexisting, view.stale,
    )  # fmt: skip


def _proposal(view: SuggestionView) -> TimelineEntry:
    act, page = view.act, view.passage.page if view.passage else view.act.page_from
    return TimelineEntry(
        view.id, act.date, act.date_certain, guess_step(act), view.direction, act.title, "", page, act.sha256, act.document_url, act.body,
        view.preexisting,
    )  # fmt: skip


def _with_falls(told: Sequence[tuple[TimelineEntry, ActView | None]]) -> tuple[TimelineEntry, ...]:
    """Say of each fact when an amount of it is smaller than the same amount of the nearest earlier fact that can be compared."""
    entries: list[TimelineEntry] = []
    before: list[ActView] = []
    for entry, act in told:
        falls = (fall for earlier in reversed(before) if act and entry.date and (fall := amount_fall(earlier, act)))
        entries.append(replace(entry, fall=next(falls, None)))
        if act and entry.date:
            before.append(act)
    return tuple(entries)


def amount_fall(before: ActView, after: ActView) -> AmountFall | None:
    """Return the fall of an amount between two acts, or None: same role, and the same beneficiary or the same title but for its figures.

    Only amounts that each act holds once are compared, never those read by recognition: a wrong fall would be told of a town.
    """
    earlier, later = _single(before), _single(after)
    for (role, whom), value in later.items():
        old = earlier.get((role, whom))
        if old is not None and old > value and (whom or _plain(before.title) == _plain(after.title)):
            return AmountFall(old, value, before.date, before.title)
    return None


def _single(act: ActView) -> dict[tuple[AmountRole, str], float]:
    found: dict[tuple[AmountRole, str], list[float]] = {}
    for one in act.amounts:
        if one.role is not None and one.value is not None:
            found.setdefault((one.role, fold(one.beneficiary)), []).append(-1.0 if one.ocr else one.value)
    return {key: values[0] for key, values in found.items() if len(set(values)) == 1 and values[0] > 0}


def _plain(title: str) -> str:
    return " ".join(word for word in fold(title).split() if not any(sign.isdigit() for sign in word))
