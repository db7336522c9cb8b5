"""Words that people propose for the town-hall thesaurus: who, when, why, and what a second person answered.

A proposal changes nothing by itself: an accepted one is pasted into `data/thesaurus.yml` by a maintainer, where the next linking
finds it. Rows are never edited nor deleted; the newest answer counts, and nobody answers their own proposal.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from tracker import clock, ids
from tracker.linking.terms import Terms, words_of
from tracker.linking.thesaurus import Thesaurus, load_thesaurus
from tracker.linking.thesaurus_file import LONGEST, MOST_GROUPS, entry_problem
from tracker.models import User, WordProposal, WordReview
from tracker.refusals import BadInput, NotAllowed
from tracker.rights import REVIEWERS, acting_user
from tracker.store import writing

SHORTEST_WORD, SHORTEST_REASON, LONGEST_REASON = 2, 10, 500
_PLAIN = re.compile(r"[a-z0-9]+(?:[ '-]?[a-z0-9]+)*")  # what may be pasted between quotes
MOST_OPEN = 100  # unanswered proposals of one person


@dataclass(frozen=True, slots=True)
class Answered:
    """A proposal with the answer that counts; `accepted` is None as long as nobody answered."""

    id: str
    group: str
    word: str
    reason: str
    by: str
    by_login: str
    at: datetime
    accepted: bool | None = None
    answered_by: str = ""
    answered_at: datetime | None = None
    note: str = ""


def propose_word(user_id: str, group: str, word: str, reason: str) -> WordProposal:
    """Record a word or phrase that a signed-in person proposes for a group, with the reason; refuse what would harm the search."""
    plain, why = " ".join(ids.fold(word).split()), " ".join(reason.split())
    _check_word(load_thesaurus(), group, plain)
    if not SHORTEST_REASON <= len(why) <= LONGEST_REASON:
        raise BadInput("words.reason", least=SHORTEST_REASON, most=LONGEST_REASON)
    with writing() as session:
        acting_user(session, user_id)
        if session.exec(select(WordProposal.id).where(WordProposal.group_name == group, WordProposal.word == plain)).first():
            raise BadInput("words.already", word=plain)
        if _open_of(session, user_id) >= MOST_OPEN:
            raise NotAllowed("words.too_many", n=MOST_OPEN)
        row = WordProposal(
            id="wrd-" + ids.digest(group, plain), user_id=user_id, group_name=group, word=plain, reason=why, proposed_at=clock.now()
        )
        session.add(row)
    return row


def _check_word(thesaurus: Thesaurus, group: str, word: str) -> None:
    if group not in thesaurus.groups:
        raise BadInput("words.no_group", group=group[:LONGEST])
    if not SHORTEST_WORD <= len(word) <= LONGEST:
        raise BadInput("words.length", least=SHORTEST_WORD, most=LONGEST)
    if not _PLAIN.fullmatch(word):
        raise BadInput("words.signs")
    terms = Terms()
    problem = entry_problem(word, terms)
    if problem:
        raise BadInput(f"words.{problem[0]}", word=word, like=problem[1])
    stems = frozenset(terms(word))
    if len(stems) == 1 and len([part for part in words_of(word) if len(part) > 1]) > 1:
        raise BadInput("words.shrinks", word=word, like=next(iter(stems)))
    holding = [name for name, entries in thesaurus.stems.items() if stems in entries]
    if group in holding:
        raise BadInput("words.held", word=word)
    if len(holding) >= MOST_GROUPS:
        raise BadInput("words.many_groups", word=word, groups=", ".join(holding))


def _open_of(session: Session, user_id: str) -> int:
    answered = select(WordReview.proposal_id)
    query = select(func.count()).select_from(WordProposal).where(WordProposal.user_id == user_id)
    return session.exec(query.where(col(WordProposal.id).not_in(answered))).one()


def answer_word(user_id: str, proposal_id: str, accepted: bool, note: str = "") -> WordReview:
    """Record that a reviewer takes or refuses a word proposed by somebody else; a refusal says why."""
    why = " ".join(note.split())
    if len(why) > LONGEST_REASON or (not accepted and len(why) < SHORTEST_REASON):
        raise BadInput("words.reason", least=SHORTEST_REASON, most=LONGEST_REASON)
    with writing() as session:
        acting_user(session, user_id, REVIEWERS)
        proposal = session.get(WordProposal, proposal_id)
        if proposal is None:
            raise BadInput("flow.bad_value", field="proposal", value=proposal_id[:LONGEST])
        if proposal.user_id == user_id:
            raise NotAllowed("words.own")
        earlier = len(session.exec(select(WordReview.id).where(WordReview.proposal_id == proposal_id)).all())
        key = ids.digest(proposal_id, user_id, str(earlier))
        row = WordReview(id=f"wra-{key}", proposal_id=proposal_id, user_id=user_id, accepted=accepted, note=why, decided_at=clock.now())
        session.add(row)
    return row


def proposed_words(session: Session, group: str | None = None) -> list[Answered]:
    """Return the proposals with the answer that counts, the newest first."""
    query = select(WordProposal, User).join(User, col(User.id) == col(WordProposal.user_id))
    found = session.exec(query.where(WordProposal.group_name == group) if group else query).all()
    answers: dict[str, tuple[WordReview, str]] = {}
    for review, name in session.exec(
        select(WordReview, User.display_name)
        .join(User, col(User.id) == col(WordReview.user_id))
        .order_by(col(WordReview.decided_at), col(WordReview.id))
    ):
        answers[review.proposal_id] = (review, name)
    rows = [_answered(proposal, user, answers.get(proposal.id)) for proposal, user in found]
    return sorted(rows, key=lambda row: (row.at, row.id), reverse=True)


def _answered(proposal: WordProposal, user: User, answer: tuple[WordReview, str] | None) -> Answered:
    start = (proposal.id, proposal.group_name, proposal.word, proposal.reason, user.display_name, user.id, proposal.proposed_at)
    if answer is None:
        return Answered(*start)
    review, name = answer
    return Answered(*start, review.accepted, name, review.decided_at, review.note)


def as_yaml(accepted: Iterable[Answered], thesaurus: Thesaurus) -> str:
    """Return, for each group with accepted words that its file has not yet, its whole `words:` line to paste; no person is named."""
    new: dict[str, list[str]] = {}
    terms = Terms()
    for row in sorted(accepted, key=lambda row: (row.group, row.word)):
        if row.accepted and row.group in thesaurus.groups and frozenset(terms(row.word)) not in thesaurus.stems[row.group]:
            new.setdefault(row.group, []).append(row.word)
    lines = []
    for group, words in new.items():
        silent = thesaurus.silent.get(group, frozenset())
        searched = [entry for entry in thesaurus.groups[group] if entry not in silent]
        told = ", ".join(f'"{word}"' for word in (*searched, *words))
        lines += [f"  {group}:  # + {', '.join(words)}", f"    words: [{told}]"]
    return "\n".join(lines) + "\n" if lines else ""
