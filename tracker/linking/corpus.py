"""What linking reads of a town: its acts without their texts, its pledges, and what people have said of pairs of them.

Plain values, small enough to be all in memory. `Corpus.state` tells whether anything that decides a ranking has changed.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256

from sqlmodel import Session, col, select

from tracker.ids import digest
from tracker.linking.cache import of_town
from tracker.models import Act, ActTerms, EvidenceJudgement, Pledge, Programme, Sitting, Term
from tracker.subjects import subjects_of
from tracker.vocabulary import ActStage, Judgement, Outcome, PledgeSourceKind

ORDER = (col(Act.date), col(Act.sha256), col(Act.span_start), col(Act.id))


@dataclass(frozen=True, slots=True)
class KnownAct:
    """An act without its words; `prepared` is the digest of what they are."""

    id: str
    day: date | None
    stage: ActStage | None
    outcome: Outcome | None
    prepared: str


@dataclass(frozen=True, slots=True)
class KnownPledge:
    """A pledge: its words and the start of its term; a demand of residents is linked like one."""

    id: str
    text: str
    start: date
    demand: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """What people said of the acts of one pledge, by id; where they contradict each other the machine takes no side."""

    confirmed: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    contested: frozenset[str] = frozenset()

    @property
    def every(self) -> frozenset[str]:
        """Return all acts on which a person has decided."""
        return self.confirmed | self.refused | self.contested


@dataclass(frozen=True)
class Corpus:
    """The acts and pledges of one town at one moment."""

    acts: list[KnownAct] = field(default_factory=list)
    pledges: list[KnownPledge] = field(default_factory=list)
    judged: dict[str, Judged] = field(default_factory=dict)

    @cached_property
    def places(self) -> dict[str, int]:
        """Return act id -> its place in the index."""
        return {act.id: place for place, act in enumerate(self.acts)}

    @cached_property
    def state(self) -> str:
        """Return a digest of the acts, their order and their words: the rarity of a word, hence every score, depends on all of them."""
        whole = sha256()
        for act in self.acts:
            whole.update(f"{act.id}\x1f{act.prepared}\x1f{act.day}\x1f{act.stage}\x1f{act.outcome}\x1e".encode())
        return whole.hexdigest()

    def judged_of(self, pledge: KnownPledge) -> Judged:
        """Return what people said of a pledge."""
        return self.judged.get(pledge.id, Judged())

    def state_of(self, pledge: KnownPledge, ways: str) -> str:
        """Return a digest of all that decides the suggestions of a pledge: while it stays, linking it again would give the same."""
        said = self.judged_of(pledge)
        words = ("+".join(sorted(part)) for part in (said.confirmed, said.refused, said.contested))
        return digest(ways, self.state, pledge.text, pledge.start.isoformat(), *words)

    def places_of(self, acts: frozenset[str]) -> list[int]:
        """Return the places of those of these acts that stand, in order."""
        return sorted(self.places[act] for act in acts if act in self.places)


def read_corpus(session: Session, town: str) -> Corpus:
    """Read the acts that are prepared, the pledges and the live judgements of a town."""
    pledges = _pledges(session, town)
    return Corpus(_acts(session, town), pledges, _judged(session, [pledge.id for pledge in pledges]))


def _acts(session: Session, town: str) -> list[KnownAct]:
    rows = session.exec(
        select(col(Act.id), col(Act.date), col(Sitting.date), col(Act.stage), col(Act.outcome), col(ActTerms.analysis))  # type: ignore[call-overload]
        .join(ActTerms, col(ActTerms.act_id) == col(Act.id))
        .join(Sitting, col(Sitting.id) == col(Act.sitting_id), isouter=True)
        .where(of_town(town))
        .order_by(*ORDER)
    )
    return [KnownAct(key, day or sitting, stage, outcome, prepared) for key, day, sitting, stage, outcome, prepared in rows]


def _pledges(session: Session, town: str) -> list[KnownPledge]:
    rows = session.exec(
        select(col(Pledge.id), col(Pledge.text), col(Term.start), col(Programme.kind))
        .join(Programme, col(Programme.id) == col(Pledge.programme_id))
        .join(Term, col(Term.id) == col(Programme.term_id))
        .where(Programme.jurisdiction == town)
        .order_by(col(Programme.id), col(Pledge.position), col(Pledge.id))
    )
    return [KnownPledge(key, text, start, kind == PledgeSourceKind.DEMANDE) for key, text, start, kind in rows]


def _judged(session: Session, pledges: list[str]) -> dict[str, Judged]:
    """Read the live judgements, at the acts where their quotes stand today; one that found no place teaches nothing."""
    live = select(EvidenceJudgement.id, EvidenceJudgement.pledge_id, EvidenceJudgement.judgement).where(
        col(EvidenceJudgement.superseded_at).is_(None), col(EvidenceJudgement.judgement) != Judgement.UNSURE
    )
    subjects, wanted = subjects_of(session, pledges), set(pledges)
    said: dict[str, dict[str, set[Judgement]]] = defaultdict(lambda: defaultdict(set))
    for key, pledge, judgement in session.exec(live):
        if pledge in wanted and not subjects[key].stale:
            said[pledge][subjects[key].act_id].add(Judgement(judgement))
    return {pledge: _weighed(acts) for pledge, acts in said.items()}


def _weighed(acts: dict[str, set[Judgement]]) -> Judged:
    confirmed, refused = {Judgement.CONFIRMED}, {Judgement.REJECTED}
    return Judged(
        frozenset(act for act, said in acts.items() if said == confirmed),
        frozenset(act for act, said in acts.items() if said == refused),
        frozenset(act for act, said in acts.items() if len(said) > 1),
    )
