"""The CSV of verdicts: one row per pledge with a published verdict, the columns of the method, section 15, in that order.

Only publishable pledges (quoted, first-hand, confirmed) appear, and residents' demands only in a file of their own: a
reader who counts the rows of one file never adds what was asked to what was promised. A cell that a spreadsheet would run is neutralised,
and the same store always gives the same bytes: rows are in a fixed order and nothing asks the clock.
"""

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlmodel import Session, col, select

from tracker.clock import as_utc
from tracker.elected import Mask, mask_for
from tracker.errors import InputError
from tracker.exports.cells import neutralise
from tracker.files import replaced
from tracker.models import (
    Act,
    EvidenceJudgement,
    Jurisdiction,
    Organization,
    Pledge,
    Programme,
    Reply,
    SearchLog,
    Term,
    ThemeTag,
    Verdict,
    VerdictEvidence,
)
from tracker.reach import competent_bodies
from tracker.store import reading
from tracker.subjects import certain_dates, subjects_of
from tracker.verdicts import current_verdicts
from tracker.vocabulary import Direction, FulfilmentKind, PledgeSourceKind, Status
from tracker.wording import label, status_label

COLUMNS = (
    "pledge_id", "town", "insee", "list", "term", "theme", "pledge_quote", "source_url", "page", "parent_id", "competent_bodies",
    "status_code", "status_fr", "flags", "proof_level", "as_of", "published_at", "verdict_version", "methodology_version", "rationale",
    "evidence_n_supports", "evidence_n_contradicts", "evidence_url", "evidence_page", "evidence_quote", "evidence_date", "retrieved_at",
    "publisher", "coverage", "reply", "next_review", "cpp_class", "licence",
)  # fmt: skip
CPP_CLASS = {
    Status.UNEXAMINED: "",
    Status.NO_EVIDENCE_FOUND: "pending",
    Status.ENGAGED: "pending",
    Status.PARTLY_DONE: "partially",
    Status.DONE: "fulfilled",
    Status.NOT_DONE_BY_DEADLINE: "not fulfilled",
    Status.ABANDONED_OR_CONTRADICTED: "not fulfilled",
    Status.NOT_MEASURABLE: "excluded",
}
JOINT = " | "
Cells = dict[str, str]


def export_csv(
    path: Path,
    *,
    town: str | None = None,
    delimiter: str = ";",
    bom: bool = True,
    all_pledges: bool = False,
    demands: bool = False,
    lang: str = "fr",
) -> int:
    """Write the CSV in one move and return its number of rows; `all_pledges` adds the unexamined ones as status 0.

    `demands` writes residents' demands instead of the promises. `status_fr` is always French; `lang` chooses the
    language of the licence sentence.
    """
    if len(delimiter) != 1:
        raise InputError(f"delimiter: expected one character, found {delimiter!r}")
    with reading() as session:
        rows = list(_rows(session, town, all_pledges, demands, lang))
    _write(path, rows, delimiter, "utf-8-sig" if bom else "utf-8")
    return len(rows)


def _write(path: Path, rows: list[Cells], delimiter: str, encoding: str) -> None:
    """Write beside the target, then replace it: a reader never meets half a file."""
    with replaced(path, encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, delimiter=delimiter)
        writer.writeheader()
        writer.writerows({key: neutralise(cell) for key, cell in row.items()} for row in rows)


def _rows(session: Session, town: str | None, all_pledges: bool, demands: bool, lang: str) -> Iterator[Cells]:
    if town is not None and session.get(Jurisdiction, town) is None:
        raise InputError(f"no town {town!r} in the store; run `chose-promise run {town}` first")
    query = select(Pledge, Programme).join(Programme, col(Programme.id) == col(Pledge.programme_id))
    if town is not None:
        query = query.where(Programme.jurisdiction == town)
    query = query.where((col(Programme.kind) == PledgeSourceKind.DEMANDE) == demands)
    order = (col(Programme.jurisdiction), col(Programme.id), col(Pledge.position), col(Pledge.id))
    found = [(pledge, programme) for pledge, programme in session.exec(query.order_by(*order)).all() if pledge.publishable]
    verdicts = current_verdicts(session, [pledge.id for pledge, _ in found])
    licence = label("export.licence", lang)
    masks = {slug: mask_for(session, slug) for slug in {programme.jurisdiction for _, programme in found}}
    for pledge, programme in found:
        verdict = verdicts.get(pledge.id)
        if verdict or all_pledges:
            mask = masks[programme.jurisdiction]
            yield _pledge_cells(session, pledge, programme) | _verdict_cells(session, pledge, verdict, mask) | {"licence": licence}


def _pledge_cells(session: Session, pledge: Pledge, programme: Programme) -> Cells:
    town = session.get_one(Jurisdiction, programme.jurisdiction)
    tags = select(ThemeTag.theme).where(ThemeTag.pledge_id == pledge.id, col(ThemeTag.superseded_at).is_(None))
    replies = select(Reply.id).where(Reply.pledge_id == pledge.id, Reply.state == "published")
    return {
        "pledge_id": pledge.id,
        "town": town.name,
        "insee": town.insee,
        "list": session.get_one(Organization, programme.organization_id).name,
        "term": session.get_one(Term, programme.term_id).key,
        "theme": JOINT.join(sorted({*pledge.themes, *session.exec(tags).all()})),
        "pledge_quote": pledge.text,
        "source_url": pledge.web_address or programme.source_url,
        "page": _text(pledge.page),
        "parent_id": pledge.parent_id or "",
        "competent_bodies": JOINT.join(body.name for body in competent_bodies(session, pledge)),
        "reply": "1" if session.exec(replies).first() else "0",
    }


def _verdict_cells(session: Session, pledge: Pledge, verdict: Verdict | None, mask: Mask) -> Cells:
    status = Status(verdict.status) if verdict else Status.UNEXAMINED
    cells = dict.fromkeys(COLUMNS[COLUMNS.index("flags") : COLUMNS.index("coverage") + 1], "")
    cells |= {"status_code": str(int(status)), "status_fr": status_label(status), "cpp_class": CPP_CLASS[status], "next_review": ""}
    if verdict is None:
        return cells
    kept = pledge.fulfilment == FulfilmentKind.ABSTENTION
    cells |= {
        "status_fr": status_label(status, as_of=verdict.as_of, kept_so_far=kept),
        "flags": JOINT.join(sorted(verdict.flags)),
        "proof_level": verdict.proof_level or "",
        "as_of": verdict.as_of.isoformat(),
        "published_at": _moment(verdict.published_at),
        "verdict_version": str(verdict.version),
        "methodology_version": verdict.methodology_version,
        "rationale": verdict.rationale,
        "coverage": _text(verdict.coverage),
        "next_review": _next_review(session, verdict),
    }
    return cells | _evidence_cells(session, verdict, mask)


def _evidence_cells(session: Session, verdict: Verdict, mask: Mask) -> Cells:
    query = (
        select(EvidenceJudgement)
        .join(VerdictEvidence, col(VerdictEvidence.judgement_id) == col(EvidenceJudgement.id))
        .where(VerdictEvidence.verdict_id == verdict.id)
        .order_by(col(VerdictEvidence.position), col(EvidenceJudgement.id))
    )
    cited = session.exec(query).all()
    cells = {
        "evidence_n_supports": str(sum(row.direction == Direction.SUPPORTS for row in cited)),
        "evidence_n_contradicts": str(sum(row.direction == Direction.CONTRADICTS for row in cited)),
    }
    if cited:
        first = cited[0]
        cells |= {"evidence_url": first.source_url or "", "evidence_page": _text(first.page)}
        cells |= {"evidence_quote": mask(first.quote or ""), "evidence_date": _evidence_date(session, first)}
        cells |= {"retrieved_at": _moment(first.retrieved_at), "publisher": first.publisher or ""}
    return cells


def _evidence_date(session: Session, judgement: EvidenceJudgement) -> str:
    """Return the date of the act, or nothing while the newest reading does not hold it for certain."""
    subject = subjects_of(session, [judgement.pledge_id])[judgement.id]
    doubtful = session.get(Act, subject.act_id) is not None and not certain_dates(session, [subject.act_id])
    return "" if doubtful or judgement.act_date is None else judgement.act_date.isoformat()


def _next_review(session: Session, verdict: Verdict) -> str:
    if verdict.next_review_at:
        return verdict.next_review_at.isoformat()
    log = session.get(SearchLog, verdict.search_log_id) if verdict.search_log_id else None
    return log.next_review_at.isoformat() if log else ""


def _text(value: float | None) -> str:
    return "" if value is None else str(value)


def _moment(moment: datetime | None) -> str:
    return as_utc(moment).isoformat(timespec="seconds") if moment else ""
