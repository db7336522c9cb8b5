"""The form of a draft: status, reasons and cited evidence. It asks; what is allowed is decided by tracker.gates."""

from typing import Any

import streamlit as st

from dashboard.components.bits import definition, e
from dashboard.components.evidence_card import evidence_card, from_ocr
from dashboard.components.pledge_items import term_words
from dashboard.i18n import lang, t
from tracker import clock, wording
from tracker.queries.shapes import EvidenceView, PledgePage
from tracker.verdicts import SCREEN_CODES
from tracker.vocabulary import Flag, ProofLevel, ReasonCode, Status
from tracker.workflow import REASON_LIMIT

_CHOOSABLE_FLAGS = (
    Flag.LATE,
    Flag.BLOCKED_BY_THIRD_PARTY,
    Flag.COMPETENCE,
    Flag.CONTESTED,
    Flag.PLEDGE_CHANGED,
    Flag.PREEXISTING,
    Flag.OCR_FIGURE,
)


def _evidence_name(view: EvidenceView) -> str:
    title = view.act.title if view.act else view.passage.quote
    day = wording.date_short(view.act_date) if view.act_date else t("ui.unknown_date")
    day += "" if view.date_certain or not view.act_date else f" ({t('date.unsure')})"
    return f"{day} · {wording.enum_label(view.step, lang())} · {title[:80]}"


def _words(member: Status | Flag | ReasonCode | ProofLevel) -> str:
    return wording.enum_label(member, lang())


def _context(page: PledgePage) -> None:
    card = page.row.programme
    facts = definition(
        [(t("ui.fact.list"), f"{e(card.list_name)}, {e(term_words(card))}"), (t("ui.fact.bodies"), e(", ".join(page.body_names)))]
    )
    cards = "".join(map(evidence_card, page.evidence)) or f'<p class="cp-note">{e(t("ui.evidence.none"))}</p>'
    st.html(f'<blockquote class="cp-quote">{e(page.row.text)}</blockquote>{facts}')
    with st.expander(t("ui.review.evidence_of", n=len(page.evidence)), expanded=bool(page.evidence)):
        st.html(cards)


def _codes(page: PledgePage) -> list[Status]:
    """Return the statuses to choose from: "nothing found" only once a search log is signed and nobody has confirmed anything."""
    searched = [Status.NO_EVIDENCE_FOUND] if page.search_logs and not page.evidence else []
    return [*SCREEN_CODES, *searched]


def draft_form(page: PledgePage) -> dict[str, Any] | None:
    """Show the form for one pledge and return the draft when it was sent."""
    _context(page)
    names = {view.judgement_id: _evidence_name(view) for view in page.evidence}
    with st.form(f"draft-{page.row.id}"):
        status = st.radio(t("ui.status"), _codes(page), format_func=_words, horizontal=True)
        cited = st.multiselect(
            t("ui.review.cite"), list(names), default=list(names), format_func=lambda key: names[key], placeholder=t("ui.none")
        )
        rationale = st.text_area(t("ui.review.rationale"), max_chars=5000, height=140)
        st.caption(t("ui.review.rationale_help"))
        missing = st.text_area(t("ui.review.missing"), max_chars=2000, height=80)
        left, right = st.columns(2)
        proof = left.selectbox(t("ui.fact.proof"), list(ProofLevel), index=1, format_func=_words)
        reason = right.selectbox(t("ui.review.reason_code"), list(ReasonCode), index=None, format_func=_words, placeholder=t("ui.none"))
        proposed = [Flag.OCR_FIGURE] if any(view.act and from_ocr(view.act) for view in page.evidence) else []
        flags = st.multiselect(t("ui.review.flags"), _CHOOSABLE_FLAGS, default=proposed, format_func=_words, placeholder=t("ui.none"))
        why = st.text_input(t("ui.review.correction"), max_chars=REASON_LIMIT) if page.history else ""
        sent = st.form_submit_button(t("button.draft"), type="primary")
    if not sent:
        return None
    proven = status not in (Status.NOT_MEASURABLE, Status.NO_EVIDENCE_FOUND)
    return {
        "pledge_id": page.row.id, "status": int(status), "rationale": rationale, "flags": list(flags), "missing_part": missing,
        "reason_code": reason if status == Status.NOT_MEASURABLE else None, "proof_level": proof if proven else None,
        "judgement_ids": cited, "reason": why, **_search(page, status),
    }  # fmt: skip


def _search(page: PledgePage, status: Status) -> dict[str, Any]:
    """Return the day of the answer, and the newest search log behind "nothing found": it speaks of no later day than it searched."""
    today = min(page.town.as_of, clock.today())
    if status != Status.NO_EVIDENCE_FOUND:
        return {"as_of": today}
    log = page.search_logs[0]
    return {"as_of": min(today, log.view.period_to), "search_log_id": log.id}
