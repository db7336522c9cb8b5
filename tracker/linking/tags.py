"""What people answered in this store, as material to learn from: by town, with acts by their place, in the order of the answers.

Only live answers count, at the acts where their quotes stand today. "Unsure" teaches nothing, nor does a pair on which people
contradict each other.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import Session, col, select

from tracker import clock
from tracker.linking.bm25 import ActText
from tracker.linking.cache import StoredActs, prepare, refuse_too_many
from tracker.linking.corpus import Corpus, KnownPledge, read_corpus
from tracker.linking.training import TrainingTown
from tracker.models import EvidenceJudgement, Jurisdiction
from tracker.store import reading
from tracker.subjects import subjects_of
from tracker.vocabulary import Judgement

RELEVANT, LEFT_OUT, REFUSED = 2, 1, 0


@dataclass(frozen=True)
class Answer:
    """A decision on one act of a pledge, at the moment of its first answer."""

    act: int
    confirmed: bool
    at: datetime
    day: date | None  # of the act


@dataclass(frozen=True)
class TaggedPledge:
    """A pledge with the decisions of people, oldest first."""

    id: str
    text: str
    answers: tuple[Answer, ...]

    @property
    def confirmed(self) -> tuple[int, ...]:
        """The confirmed acts, in the order of the answers."""
        return tuple(answer.act for answer in self.answers if answer.confirmed)


@dataclass(frozen=True)
class TaggedTown:
    """The acts of a town and those of its pledges that people have answered about."""

    town: str
    acts: tuple[ActText, ...]
    pledges: tuple[TaggedPledge, ...]
    contested: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def confirmed(self) -> int:
        """How many confirmed links there are."""
        return sum(len(pledge.confirmed) for pledge in self.pledges)

    @property
    def refused(self) -> int:
        """How many refused ones."""
        return sum(len(pledge.answers) for pledge in self.pledges) - self.confirmed

    def training(self, *, since: date | None = None, before: date | None = None) -> TrainingTown:
        """Return the town as material to train on; with days, only the answers on acts of that time."""
        return TrainingTown(
            self.town, self.acts, [pledge.text for pledge in self.pledges],
            [self._grades(pledge, since, before) for pledge in self.pledges], judged_all=False,
        )  # fmt: skip

    def _grades(self, pledge: TaggedPledge, since: date | None, before: date | None) -> dict[int, int]:
        grades = dict.fromkeys(self.contested.get(pledge.id, ()), LEFT_OUT)
        for answer in pledge.answers:
            inside = (since is None or (answer.day or date.min) >= since) and (before is None or (answer.day or date.min) < before)
            grades[answer.act] = LEFT_OUT if not inside else RELEVANT if answer.confirmed else REFUSED
        return grades


def tagged_towns(only: str | None = None) -> list[TaggedTown]:
    """Return the towns of the store where people have answered, in the order of their names."""
    with reading() as session:
        slugs = session.exec(select(Jurisdiction.slug).order_by(col(Jurisdiction.slug))).all()
    found = (tagged_town(slug) for slug in slugs if only in (None, slug))
    return [town for town in found if town.pledges]


def tagged_town(town: str) -> TaggedTown:
    """Read one town; its acts are read only when there is something to learn."""
    refuse_too_many(town)
    prepare(town, only_missing=True)
    with reading() as session:
        corpus = read_corpus(session, town)
        times = _times(session, [pledge.id for pledge in corpus.pledges])
    pledges = tuple(one for pledge in corpus.pledges if (one := _pledge(corpus, pledge, times)).answers)
    acts = tuple(StoredActs([act.id for act in corpus.acts]).all()) if pledges else ()
    contested = {pledge.id: tuple(corpus.places_of(corpus.judged_of(pledge).contested)) for pledge in corpus.pledges}
    return TaggedTown(town, acts, pledges, contested)


def _pledge(corpus: Corpus, pledge: KnownPledge, times: dict[tuple[str, str], datetime]) -> TaggedPledge:
    said = corpus.judged_of(pledge)
    answers = [
        Answer(corpus.places[act], act in said.confirmed, times[pledge.id, act], corpus.acts[corpus.places[act]].day)
        for act in (*said.confirmed, *said.refused)
        if act in corpus.places
    ]
    return TaggedPledge(pledge.id, pledge.text, tuple(sorted(answers, key=lambda one: (one.at, one.act))))


def _times(session: Session, pledges: list[str]) -> dict[tuple[str, str], datetime]:
    """Return when each pair was first decided on by an answer that still counts."""
    live = select(EvidenceJudgement.id, EvidenceJudgement.pledge_id, EvidenceJudgement.created_at).where(
        col(EvidenceJudgement.superseded_at).is_(None), col(EvidenceJudgement.judgement) != Judgement.UNSURE
    )
    subjects, wanted = subjects_of(session, pledges), set(pledges)
    moments: dict[tuple[str, str], list[datetime]] = defaultdict(list)
    for key, pledge, moment in session.exec(live):
        if pledge in wanted:
            moments[pledge, subjects[key].act_id].append(clock.as_utc(moment))
    return {pair: min(found) for pair, found in moments.items()}
