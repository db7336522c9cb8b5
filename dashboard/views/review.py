"""The reviewers' desk: draft an answer from confirmed evidence, ask for a review, sign and publish another person's draft."""

from collections.abc import Callable
from html import escape

import streamlit as st

from dashboard.components.bits import definition, e, status_badge
from dashboard.components.drafting import draft_form
from dashboard.components.evidence_card import evidence_card
from dashboard.components.verdict_card import facts, reasons
from dashboard.i18n import lang, t
from dashboard.links import PLEDGE, href
from dashboard.session import sign_in_address, viewer
from dashboard.town import choose_town
from tracker import queries, rights, towns, verdicts, wording
from tracker.errors import TrackerError
from tracker.queries.shapes import PledgeRow, TownCard, VerdictView, Viewer
from tracker.refusals import told
from tracker.vocabulary import VerdictState

_SHORT = 110


def _try(action: Callable[[], object], done: str) -> None:
    """Do one move and show its result on the next run; every gate that fails is told in plain words."""
    try:
        action()
    except TrackerError as error:
        st.session_state["review_said"] = (told(error, lang()), True)
    else:
        st.session_state["review_said"] = (done, False)
    st.rerun()


def _show_said() -> None:
    words, failed = st.session_state.pop("review_said", ("", False))
    if words:
        (st.error if failed else st.success)(words)


def _publish(person: Viewer, town: TownCard, verdict: VerdictView) -> None:
    publisher = None if town.fictional else towns.load_town(town.slug).publisher
    verdicts.publish(person.login or "", verdict.id, town_publisher=publisher)


def _my_turn(person: Viewer, verdict: VerdictView) -> bool:
    """True when the next move is this person's: the author's on a draft, another's after that."""
    return (verdict.state == VerdictState.DRAFT) == (verdict.author_id == person.login)


def _moves(person: Viewer, town: TownCard, verdict: VerdictView) -> None:
    """Show the one move that this person may make; the database decides in the end."""
    login, mine = person.login or "", verdict.author_id == person.login
    if verdict.state == VerdictState.DRAFT and mine:
        if st.button(t("button.ask_review"), type="primary", key=f"ask-{verdict.id}"):
            _try(lambda: verdicts.ask_review(login, verdict.id), t("ui.review.asked"))
    elif verdict.state == VerdictState.APPROVED and not mine:
        if st.button(t("button.publish"), type="primary", key=f"publish-{verdict.id}"):
            _try(lambda: _publish(person, town, verdict), t("ui.review.published"))
    elif verdict.state in (VerdictState.IN_REVIEW, VerdictState.NOTICE_ELAPSED) and not mine:
        _sign_or_return(login, verdict)
    else:
        st.caption(t("ui.review.wait_other") if mine else t("ui.review.wait_author"))


def _sign_or_return(login: str, verdict: VerdictView) -> None:
    if st.button(t("button.sign"), type="primary", key=f"sign-{verdict.id}"):
        _try(lambda: verdicts.sign(login, verdict.id), t("ui.review.signed"))
    reason = st.text_input(t("ui.review.reason"), key=f"reason-{verdict.id}", max_chars=500)
    if st.button(t("button.back_to_draft"), key=f"back-{verdict.id}"):
        _try(lambda: verdicts.back_to_draft(login, verdict.id, reason), t("ui.review.returned"))


def _open_verdict(person: Viewer, town: TownCard, row: PledgeRow, verdict: VerdictView) -> None:
    state = wording.enum_label(verdict.state, lang())
    with st.expander(f"{state.capitalize()} · {row.text[:_SHORT]}", expanded=_my_turn(person, verdict)):
        page = queries.pledge_page(row.id, person)
        if page is None:
            return
        missing = f"<p><b>{e(t('ui.missing'))}</b> {e(verdict.missing_part)}</p>" if verdict.missing_part else ""
        cited = "".join(evidence_card(view) for view in page.evidence if view.judgement_id in verdict.cites) or e(t("ui.evidence.none"))
        st.html(
            f'<blockquote class="cp-quote"><a href="{escape(href(PLEDGE, id=row.id))}">{e(row.text)}</a></blockquote>'
            f"{status_badge(verdict.status, verdict.as_of, big=True)}<p class='cp-plain'>{e(verdict.rationale)}</p>{missing}"
            f"{reasons(verdict)}{definition(facts(page, verdict))}<h3>{e(t('ui.review.cited'))}</h3>{cited}"
        )
        _moves(person, town, verdict)


def _declaration(person: Viewer, town: TownCard, desk: queries.Desk) -> None:
    """Ask for the declaration of interests, without which nobody signs."""
    words = t("declaration.made", date=wording.date_short(desk.declared_at.date())) if desk.declared_at else t("ui.review.no_declaration")
    with st.expander(f"{t('ui.review.declaration')} : {words}", expanded=desk.declared_at is None), st.form("declaration", border=False):
        names = {f"{town.slug}/{card.list_key}": card.list_name for card in town.programmes}
        lists = st.multiselect(
            t("ui.review.keep_away"), list(names), default=[key for key in desk.kept_away if key in names],
            format_func=lambda key: names[key], placeholder=t("ui.review.no_list"),
        )  # fmt: skip
        if st.form_submit_button(t("ui.review.declare")):
            _try(lambda: rights.declare_interests(person.login or "", lists), t("ui.review.declared"))


def _new_draft(person: Viewer, desk: queries.Desk) -> None:
    st.html(f"<h2>{e(t('ui.review.new'))}</h2>")
    rows = {row.id: row for row in desk.ready}
    asked = st.query_params.get("pledge")
    place = list(rows).index(asked) if asked in rows else None
    chosen = st.selectbox(
        t("ui.review.choose"), list(rows), index=place, placeholder=t("ui.review.choose_hint"),
        format_func=lambda key: f"{rows[key].text[:_SHORT]} ({wording.plural('count.evidence', rows[key].evidence, lang())})",
    )  # fmt: skip
    page = queries.pledge_page(chosen, person) if chosen else None
    draft = draft_form(page) if page else None
    if draft:
        _try(lambda: verdicts.draft(person.login or "", **draft), t("ui.review.drafted"))


def main() -> None:
    """Show the page."""
    person = viewer()
    town = choose_town(person)
    st.html(f"<h1>{e(t('screen.review'))}</h1>")
    if not person.reviews or town is None:
        st.html(f'<p class="cp-lead">{e(t("ui.review.sign_in"))} <a href="{escape(sign_in_address())}">{e(t("button.sign_in"))}</a></p>')
        return
    _show_said()
    desk = queries.desk(town.slug, person)
    _declaration(person, town, desk)
    asked = "pledge" in st.query_params
    if asked:
        _new_draft(person, desk)
    st.html(f"<h2>{e(t('ui.review.open', n=len(desk.open_verdicts)))}</h2>")
    for row, verdict in sorted(desk.open_verdicts, key=lambda pair: not _my_turn(person, pair[1])):
        _open_verdict(person, town, row, verdict)
    if not asked:
        _new_draft(person, desk)


main()
