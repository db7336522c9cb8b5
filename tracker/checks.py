"""What must always hold in a store, said in one sentence for each breach; `check` repairs nothing."""

from collections import Counter
from collections.abc import Callable, Iterator

from sqlmodel import Session, col, select

from tracker.borders import decided_towns, decisions_text
from tracker.items import PAGE_BREAK
from tracker.models import Act, DocumentPage, EvidenceJudgement, ThemeTag, Verdict, VerdictReview
from tracker.settings import reading_decisions_file
from tracker.store import reading
from tracker.vocabulary import Judgement, VerdictState

SIGNED = (VerdictState.APPROVED, VerdictState.PUBLISHED, VerdictState.SUPERSEDED, VerdictState.WITHDRAWN)
TWO_SIGNATURES = (5, 6)


def check() -> list[str]:
    """Return one sentence for each invariant that fails, in a stable order; an empty list when all hold."""
    rules: tuple[Callable[[Session], Iterator[str]], ...] = (
        _references, _act_spans, _quotes, _one_live_judgement, _one_live_tag, _signatures, _one_published, _decisions_files,
    )  # fmt: skip
    with reading() as session:
        return [problem for rule in rules for problem in rule(session)]


def _references(session: Session) -> Iterator[str]:
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        return  # PostgreSQL cannot hold a broken reference
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"{table} row {row}: refers to a row of {parent} that does not exist"
    for (line,) in connection.exec_driver_sql("PRAGMA quick_check"):
        if line != "ok":
            yield f"database file: {line}"


def _text_of(session: Session, sha256: str) -> str:
    pages = session.exec(select(DocumentPage.text).where(DocumentPage.sha256 == sha256).order_by(col(DocumentPage.page)))
    return PAGE_BREAK.join(pages)


def _act_spans(session: Session) -> Iterator[str]:
    acts = session.exec(select(Act).order_by(col(Act.sha256), col(Act.span_start), col(Act.id)))
    sha256, text = "", ""
    for act in acts:
        if act.sha256 != sha256:
            sha256, text = act.sha256, _text_of(session, act.sha256)
        if text[act.span_start : act.span_end].split() != act.text.split():
            yield f"act {act.id}: its text is not found at {act.span_start}-{act.span_end} of content {sha256[:12]}"


def _quotes(session: Session) -> Iterator[str]:
    wanted = select(EvidenceJudgement).where(EvidenceJudgement.judgement == Judgement.CONFIRMED)
    for row in session.exec(wanted.order_by(col(EvidenceJudgement.id))):
        text = _text_of(session, row.sha256 or "")
        if not row.quote or " ".join(row.quote.split()) not in " ".join(text.split()):
            yield f"judgement {row.id}: its quote is not found in the stored text of content {(row.sha256 or '')[:12]}"


def _one_live_judgement(session: Session) -> Iterator[str]:
    live = session.exec(select(EvidenceJudgement).where(col(EvidenceJudgement.superseded_at).is_(None)))
    for key, times in sorted(Counter((row.pledge_id, row.act_id, row.user_id) for row in live).items()):
        if times > 1:
            yield f"judgements of {key[2]} on pledge {key[0]} and act {key[1]}: {times} live rows, expected one"


def _one_live_tag(session: Session) -> Iterator[str]:
    live = session.exec(select(ThemeTag).where(col(ThemeTag.superseded_at).is_(None)))
    for key, times in sorted(Counter((row.pledge_id, row.theme, row.user_id) for row in live).items()):
        if times > 1:
            yield f"tags {key[1]} of {key[2]} on pledge {key[0]}: {times} live rows, expected one"


def _signatures(session: Session) -> Iterator[str]:
    reviews = session.exec(select(VerdictReview)).all()
    signed = Counter(review.verdict_id for review in reviews if review.reviewer_id != review.author_id)
    for verdict in session.exec(select(Verdict).where(col(Verdict.state).in_(SIGNED)).order_by(col(Verdict.id))):
        needed = 2 if verdict.status in TWO_SIGNATURES else 1
        if signed[verdict.id] < needed:
            yield f"verdict {verdict.id} ({verdict.state}): {signed[verdict.id]} signature(s) of other people, expected {needed}"
        if verdict.published_by == verdict.author_id:
            yield f"verdict {verdict.id}: published by its author"


def _one_published(session: Session) -> Iterator[str]:
    public = session.exec(select(Verdict.pledge_id).where(Verdict.state == VerdictState.PUBLISHED))
    for pledge, times in sorted(Counter(public).items()):
        if times > 1:
            yield f"pledge {pledge}: {times} published verdicts, expected one"


def _decisions_files(session: Session) -> Iterator[str]:
    for town in decided_towns(session):
        path = reading_decisions_file(town)
        held = path.read_text(encoding="utf-8") if path.is_file() else ""
        if held != decisions_text(session, town):
            yield f"{path}: does not hold the borders that people drew in {town}; `load` of a dump or any new decision writes it again"
