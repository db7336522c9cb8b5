"""One pledge, in the order that a reader needs: what was promised, the answer and its date, the proof both ways, replies, history."""

from html import escape

import streamlit as st

from dashboard.components.bits import day, definition, e, pledge_marks, themes
from dashboard.components.evidence_card import evidence_card, source_links
from dashboard.components.pledge_items import items, term_words
from dashboard.components.pledge_source import pledge_source
from dashboard.components.search_log import show_search, signed_logs
from dashboard.components.suggestion_card import suggestion_card
from dashboard.components.timeline import proposed_timeline, public_timeline
from dashboard.components.verdict_card import history, no_verdict_card, verdict_card
from dashboard.i18n import lang, n, t
from dashboard.links import ELSEWHERE, PLEDGES, QUEUE, REVIEW, href
from dashboard.session import viewer
from tracker import queries, wording
from tracker.queries.shapes import PledgePage, ReplyView, Viewer
from tracker.vocabulary import FulfilmentKind


def _deadline(page: PledgePage) -> str:
    kind = t("ui.deadline.own") if page.own_deadline else t("ui.deadline.term")
    return f"{e(day(page.deadline))} ({e(kind)})"


def _quote(page: PledgePage, person: Viewer) -> str:
    card = page.row.programme
    place = ", ".join(part for part in (page.section, t("ui.page_n", n=n(page.page)) if page.page else None) if part)
    facts = [
        (t("ui.fact.list"), f"{e(card.list_name)}, {e(term_words(card))}"), (t("ui.fact.programme"), e(card.title)),
        (t("ui.fact.said"), _said(page)), (t("ui.fact.measure"), _measure(page)), (t("ui.fact.merger"), _merger(page)),
        (t("ui.fact.place"), e(place)), (t("ui.fact.bodies"), e(", ".join(page.body_names))), (t("ui.fact.deadline"), _deadline(page)),
        (t("ui.fact.counts_as"), e(wording.enum_label(FulfilmentKind(page.fulfilment), lang()))), (t("ui.theme"), themes(page.row.themes)),
    ]  # fmt: skip
    links = pledge_source(queries.pledge_proof(page.row.id, person), person)
    return (
        f'<p class="cp-note"><a href="{escape(href(PLEDGES))}">← {e(t("ui.back"))}</a></p><p class="cp-kicker">{e(t("ui.promised"))}</p>'
        f'<h1 class="cp-vh">{e(page.row.text)}</h1><blockquote class="cp-quote">{e(page.row.text)}</blockquote>'
        f'<div class="cp-meta">{pledge_marks(page.row)}</div>{definition(facts)}{links}'
    )


def _said(page: PledgePage) -> str:
    """Return who said it, when and where, for what was said rather than printed."""
    who, on, where = page.row.programme.said
    return e(", ".join(part for part in (who, day(on) if on else "", where) if part))


def _measure(page: PledgePage) -> str:
    return e(t("ui.measure_n", n=n(page.row.measure))) if page.row.measure else ""


def _merger(page: PledgePage) -> str:
    return e(wording.enum_label(page.row.merger, lang())) if page.row.merger else ""


def _amended(page: PledgePage) -> str:
    """Return the later wordings, oldest first; a quote is set as one, the volunteers' own words are not."""
    if not page.amendments:
        return ""
    cards = ""
    for view in page.amendments:
        about = ", ".join(part for part in (day(view.on), view.said_by) if part)
        words = f'<blockquote class="cp-quote">{e(view.text)}</blockquote>' if view.quoted else f"<p>{e(view.text)}</p>"
        source = source_links("", None, view.source_url, readable_copy=False)
        cards += f'<article class="cp-card"><h3>{e(about)}</h3>{words}{source}</article>'
    return f'<h2>{e(t("ui.amended"))}</h2><p class="cp-note">{e(t("ui.amended.what"))}</p>{cards}'


def _reply(reply: ReplyView) -> str:
    who = t("ui.reply.by", name=reply.author, role=reply.role, date=day(reply.received_at))
    return f'<article class="cp-card cp-reply"><h3>{e(who)}</h3><p class="cp-why">{e(reply.text)}</p></article>'


def _family(page: PledgePage) -> str:
    parent = f"<h2>{e(t('ui.parent'))}</h2>{items([page.parent])}" if page.parent else ""
    children = f"<h2>{e(t('ui.children'))}</h2>{items(list(page.children))}" if page.children else ""
    origin = f"<h2>{e(t('ui.inherited_from'))}</h2>{items([page.inherited_from])}" if page.inherited_from else ""
    return children + parent + origin


def _public(page: PledgePage, person: Viewer) -> None:
    st.html(_quote(page, person) + _amended(page))
    answer = verdict_card(page, page.verdict) if page.verdict else no_verdict_card(page)
    st.html(f"<h2>{e(t('ui.answer'))}</h2>{answer}")
    if page.replies:
        st.html(f"<h2>{e(t('ui.replies'))}</h2>{''.join(map(_reply, page.replies))}")
    if page.timeline and page.timeline.facts:
        st.html(public_timeline(page.timeline))
    cards = "".join(map(evidence_card, page.evidence)) or f'<p class="cp-note">{e(t("ui.evidence.none"))}</p>'
    st.html(f"<h2>{e(t('ui.evidence'))}</h2>{cards}")
    family = _family(page)
    if family:
        st.html(family)
    if page.history:
        st.html(f"<h2>{e(t('ui.history'))}</h2>{history(page)}")
    st.html(f'<p><a href="{escape(href(ELSEWHERE, id=page.row.id))}">{e(t("screen.elsewhere"))}</a></p>')
    st.html(f'<p class="cp-note">{e(t("ui.answer_us"))}</p>')


def _working(page: PledgePage, person: Viewer) -> None:
    """Show signed-in people where their work is, and what the machine proposes."""
    queue = f'<a href="{escape(href(QUEUE, pledge=page.row.id))}">{e(t("ui.go.queue"))}</a>'
    review = f'<a href="{escape(href(REVIEW, pledge=page.row.id))}">{e(t("ui.go.review"))}</a>' if person.reviews else ""
    states = "".join(
        f"<li>{e(t('ui.working', version=v.version, state=wording.enum_label(v.state, lang()), author=v.author))}</li>"
        for v in page.working
    )
    links = f'<div class="cp-links">{queue}{review}</div><ul>{states}</ul>'
    st.html(f"<h2>{e(t('ui.machine'))}</h2><p class='cp-note'>{e(t('ui.machine.what'))}</p>{links}")
    if not page.suggestions:
        st.html(f'<p class="cp-note">{e(t("ui.machine.none"))}</p>')
    if page.timeline and page.timeline.proposals:
        st.html(proposed_timeline(page.timeline))
    for place, suggestion in enumerate(page.suggestions):
        words = t("ui.machine.line", rank=suggestion.rank, title=suggestion.act.title[:90])
        with st.expander(words, expanded=place == 0):
            st.html(suggestion_card(suggestion))
    if page.search_logs:
        st.html(signed_logs(page))
    show_search(page, person)


def main() -> None:
    """Show the page."""
    person = viewer()
    page = queries.pledge_page(st.query_params.get("id", ""), person)
    if page is None:
        st.info(t("ui.pledge.unknown"))
        st.html(f'<p><a href="{escape(href(PLEDGES))}">{e(t("ui.back"))}</a></p>')
        return
    st.session_state["town"] = page.town.slug
    _public(page, person)
    if person.signed_in:
        _working(page, person)


main()
