"""One pledge, whole: quote, verdict versions, evidence both ways, replies; machine suggestions for signed-in people only."""

from collections import defaultdict
from collections.abc import Sequence

from sqlmodel import Session, col, select

from tracker.coverage.subject import SubjectCoverage
from tracker.elected import Mask, mask_for
from tracker.items import PAGE_BREAK
from tracker.linking.terms import Terms
from tracker.models import (
    Body,
    DocumentPage,
    DocumentVersion,
    EvidenceJudgement,
    Pledge,
    Programme,
    Reply,
    Suggestion,
    ThemeTag,
    User,
)
from tracker.programmes import AmendmentConfig
from tracker.projection import current_verdicts
from tracker.queries.acts import act_views
from tracker.queries.explained import suggestion_view
from tracker.queries.passages import passage
from tracker.queries.places import open_town
from tracker.queries.pledges import counted_pairs, town_rows
from tracker.queries.searched import machine_search, signed_searches
from tracker.queries.shapes import (
    ActView,
    AmendmentView,
    EvidenceView,
    PledgePage,
    PledgeRow,
    ReplyView,
    SuggestionView,
    TownCard,
    VerdictView,
    Viewer,
)
from tracker.queries.timeline import timeline
from tracker.queries.verdicts import PUBLIC, verdict_views
from tracker.reach import pledge_coverage
from tracker.store import reading
from tracker.subjects import Subject, subjects_of
from tracker.vocabulary import Direction, Judgement, VerdictState

SUGGESTIONS_SHOWN = 20
_WORKING = tuple(state for state in VerdictState if state not in PUBLIC)
_ORDER = {Direction.SUPPORTS: 0, Direction.CONTRADICTS: 1, Direction.CONTEXT: 2}


def pledge_page(pledge_id: str, viewer: Viewer) -> PledgePage | None:
    """Return a pledge with everything this viewer may see of it, or None."""
    with reading() as session:
        return page_of(session, pledge_id, viewer)


def page_of(session: Session, pledge_id: str, viewer: Viewer) -> PledgePage | None:
    """Return the same as `pledge_page` inside an open session."""
    pledge = session.get(Pledge, pledge_id)
    programme = session.get(Programme, pledge.programme_id) if pledge else None
    town = open_town(session, programme.jurisdiction, viewer) if programme else None
    if pledge is None or town is None:
        return None
    rows = town_rows(session, town, viewer)
    row = next((row for row in rows if row.id == pledge_id), None)
    return _assemble(session, pledge, row, town, rows, viewer) if row else None


def _assemble(session: Session, pledge: Pledge, row: PledgeRow, town: TownCard, rows: list[PledgeRow], viewer: Viewer) -> PledgePage:
    history = tuple(verdict_views(session, [pledge.id], PUBLIC)) if row.publishable else ()
    shown = current_verdicts(session, [pledge.id]).get(pledge.id)
    current = next((verdict for verdict in history if shown and verdict.id == shown.id), None)
    body_names, mask = dict(town.bodies), mask_for(session, town.slug)
    evidence = tuple(evidence_of(session, row, current, mask))
    suggestions = suggestions_of(session, pledge.id, viewer, mask)
    return PledgePage(
        town=town,
        row=row,
        section=pledge.section,
        page=pledge.page,
        summary=pledge.summary,
        deadline=pledge.deadline or row.programme.term_end,
        own_deadline=pledge.deadline is not None,
        fulfilment=pledge.fulfilment.value,
        body_names=tuple(body_names.get(key, key) for key in row.bodies),
        programme_copy=_archived(session, row.programme.sha256),
        verdict=current,
        history=history,
        working=tuple(verdict_views(session, [pledge.id], _WORKING)) if viewer.signed_in else (),
        evidence=evidence,
        replies=_replies(session, pledge.id),
        children=tuple(other for other in rows if other.parent_id == pledge.id),
        parent=next((other for other in rows if other.id == pledge.parent_id), None),
        suggestions=suggestions,
        my_themes=_my_themes(session, pledge.id, viewer),
        source_url=pledge.web_address or row.programme.source_url,
        amendments=_amendments(pledge),
        inherited_from=next((other for other in rows if other.id == pledge.inherited_from), None),
        silences=_silences(session, pledge, current),
        timeline=timeline(evidence, suggestions),
        searched=machine_search(session, pledge.id, viewer),
        search_logs=signed_searches(session, pledge.id, viewer),
    )


def _amendments(pledge: Pledge) -> tuple[AmendmentView, ...]:
    found = (AmendmentConfig.model_validate(one) for one in pledge.amended_by)
    views = (AmendmentView(one.on, one.quote or one.summary or "", bool(one.quote), one.source_url, one.said_by) for one in found)
    return tuple(sorted(views, key=lambda view: view.on))


def _silences(session: Session, pledge: Pledge, verdict: VerdictView | None) -> SubjectCoverage | None:
    """Return which silences stand behind a verdict that rests on a search, at its date; nothing for the others."""
    if verdict is None or verdict.search is None:
        return None
    return pledge_coverage(session, pledge, verdict.as_of, frozenset(counted_pairs(session, [pledge.id])[pledge.id]))


def _archived(session: Session, sha256: str | None) -> bool:
    return bool(sha256 and session.exec(select(DocumentVersion.id).where(col(DocumentVersion.sha256) == sha256)).first())


def _replies(session: Session, pledge_id: str) -> tuple[ReplyView, ...]:
    wanted = select(Reply).where(col(Reply.pledge_id) == pledge_id, col(Reply.state) == "published").order_by(col(Reply.received_at))
    return tuple(ReplyView(r.author_name, r.author_role, r.text, r.received_at, r.published_at) for r in session.exec(wanted))


def _my_themes(session: Session, pledge_id: str, viewer: Viewer) -> tuple[str, ...]:
    wanted = select(ThemeTag.theme).where(
        col(ThemeTag.pledge_id) == pledge_id, col(ThemeTag.user_id) == viewer.login, col(ThemeTag.superseded_at).is_(None)
    )
    return tuple(session.exec(wanted))


def evidence_of(session: Session, row: PledgeRow, verdict: VerdictView | None, mask: Mask) -> list[EvidenceView]:
    """Return the links that count, one per act, cited ones first; a cited judgement stays even when it no longer counts."""
    wanted = select(EvidenceJudgement).where(
        col(EvidenceJudgement.pledge_id) == row.id, col(EvidenceJudgement.judgement) == Judgement.CONFIRMED
    )
    cited = set(verdict.cites) if verdict else set()
    counted = counted_pairs(session, [row.id])[row.id]
    subjects = subjects_of(session, [row.id])
    groups: dict[str, list[EvidenceJudgement]] = defaultdict(list)
    for judgement in session.exec(wanted.order_by(col(EvidenceJudgement.created_at))):
        act_id = subjects[judgement.id].act_id
        if judgement.id in cited or (judgement.superseded_at is None and act_id in counted):
            groups[act_id].append(judgement)
    acts = act_views(session, groups, mask)
    names = {user.id: user.display_name for user in session.exec(select(User))}
    views = [_evidence(session, group, acts.get(act), row, cited, names, subjects, mask) for act, group in groups.items()]
    return sorted(views, key=lambda view: (not view.cited, _ORDER[view.direction], view.act_date is None, view.act_date))


def _evidence(
    session: Session,
    group: list[EvidenceJudgement],
    act: ActView | None,
    row: PledgeRow,
    cited: set[str],
    names: dict[str, str],
    subjects: dict[str, Subject],
    mask: Mask,
) -> EvidenceView:
    chosen = next((judgement for judgement in group if judgement.id in cited), group[0])
    text = _page_text(session, chosen.sha256, chosen.page)
    body = session.get(Body, chosen.body_id) if chosen.body_id else None
    day = chosen.act_date
    if chosen.sha256 is None or chosen.page is None or chosen.step is None or chosen.direction is None:
        raise ValueError(f"judgement {chosen.id}: the database keeps confirmed judgements sourced, this one is not")
    return EvidenceView(
        chosen.id,
        subjects[chosen.id].act_id,
        act,
        passage(chosen.quote or "", text, mask),
        chosen.page,
        chosen.sha256,
        body.name if body else "",
        bool(body and row.bodies and body.key not in row.bodies),
        day,
        act is None or act.date_certain,
        chosen.source_url or (act.document_url if act else None),
        chosen.publisher or "",
        chosen.retrieved_at,
        chosen.step,
        chosen.direction,
        chosen.note,
        tuple(dict.fromkeys(names[judgement.user_id] for judgement in group)),
        bool(day and day < row.programme.term_start),
        chosen.id in cited,
        subjects[chosen.id].stale,
    )


def _page_text(session: Session, sha256: str | None, page: int | None) -> str:
    """Return a page and the one after it: a quote may run over the border."""
    if sha256 is None or page is None:
        return ""
    wanted = select(DocumentPage.text).where(col(DocumentPage.sha256) == sha256, col(DocumentPage.page).in_([page, page + 1]))
    return PAGE_BREAK.join(session.exec(wanted.order_by(col(DocumentPage.page))))


def suggestions_of(session: Session, pledge_id: str, viewer: Viewer, mask: Mask) -> tuple[SuggestionView, ...]:
    """Return the first machine suggestions of a pledge, none for people who are not signed in."""
    if not viewer.signed_in:
        return ()
    wanted = select(Suggestion).where(col(Suggestion.pledge_id) == pledge_id).order_by(col(Suggestion.rank)).limit(SUGGESTIONS_SHOWN)
    return _views(session, pledge_id, session.exec(wanted).all(), viewer, mask)


def suggestion_of(session: Session, pledge_id: str, act_id: str, viewer: Viewer) -> SuggestionView | None:
    """Return one suggestion of a pledge, whatever its rank; nothing for people who are not signed in."""
    if not viewer.signed_in:
        return None
    wanted = select(Suggestion).where(col(Suggestion.pledge_id) == pledge_id, col(Suggestion.act_id) == act_id)
    programme = session.get_one(Programme, session.get_one(Pledge, pledge_id).programme_id)
    return next(iter(_views(session, pledge_id, session.exec(wanted).all(), viewer, mask_for(session, programme.jurisdiction))), None)


def _views(session: Session, pledge_id: str, found: Sequence[Suggestion], viewer: Viewer, mask: Mask) -> tuple[SuggestionView, ...]:
    acts = act_views(session, [suggestion.act_id for suggestion in found], mask, word_for_word=True)
    mine, text, terms = _my_answers(session, pledge_id, viewer), session.get_one(Pledge, pledge_id).text, Terms()
    return tuple(suggestion_view(s, text, acts[s.act_id], mine.get(s.act_id), mask, terms) for s in found if s.act_id in acts)


def _my_answers(session: Session, pledge_id: str, viewer: Viewer) -> dict[str, Judgement]:
    wanted = select(EvidenceJudgement).where(
        col(EvidenceJudgement.pledge_id) == pledge_id,
        col(EvidenceJudgement.user_id) == viewer.login,
        col(EvidenceJudgement.superseded_at).is_(None),
    )
    subjects = subjects_of(session, [pledge_id])
    return {subjects[judgement.id].act_id: judgement.judgement for judgement in session.exec(wanted)}
