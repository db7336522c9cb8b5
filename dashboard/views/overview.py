"""The front page of a town: counts with their date, by status, list and theme; what is held; the last published verdicts."""

from html import escape

import streamlit as st

from dashboard.components import figures
from dashboard.components.bits import day, e, status_badge
from dashboard.components.pledge_items import term_words, totals_words
from dashboard.i18n import lang, n, t
from dashboard.links import COVERAGE, DEMANDS, PLEDGE, PLEDGES, href
from dashboard.session import viewer
from dashboard.town import choose_town
from tracker import queries, wording
from tracker.queries.shapes import Change, Overview, ProgrammeCard, TownCard
from tracker.vocabulary import Status

Sources = tuple[tuple[ProgrammeCard, dict[Status, int]], ...]


def _hero(town: TownCard, seen: Overview) -> str:
    examined = seen.pledges - seen.by_status[Status.UNEXAMINED]
    lead = t("ui.overview.lead", date=day(town.as_of), n=n(seen.pledges), examined=n(examined))
    if seen.totals.compound:
        lead = t("ui.overview.lead_compound", date=day(town.as_of), totals=totals_words(seen.totals), examined=n(examined))
    hidden = f'<p class="cp-note">{e(t("ui.overview.not_published", n=n(seen.not_publishable)))}</p>' if seen.not_publishable else ""
    kicker = t("ui.overview.kicker", insee=town.insee)
    return f'<p class="cp-kicker">{e(kicker)}</p><h1>{e(town.name)}</h1><p class="cp-lead">{e(lead)}</p>{hidden}'


def _held(seen: Overview) -> str:
    figs = (
        ("ui.fig.documents", seen.documents),
        ("ui.fig.unreadable", seen.unreadable),
        ("ui.fig.sittings", seen.sittings),
        ("ui.fig.acts", seen.acts),
    )
    cells = "".join(f'<div class="cp-fig"><b>{n(value)}</b><span>{e(t(key))}</span></div>' for key, value in figs)
    more = f'<p class="cp-note"><a href="{escape(href(COVERAGE))}">{e(t("ui.overview.see_coverage"))}</a></p>'
    return f"<h2>{e(t('ui.overview.held'))}</h2><div class='cp-grid'>{cells}</div>{more}"


def _demands(town: TownCard, seen: Overview) -> str:
    """Return what residents ask for, in figures of its own."""
    if not seen.demands_by_source:
        return ""
    caption = t("ui.demands.caption", totals=totals_words(seen.demand_totals, True), date=day(town.as_of))
    what = f'<h2>{e(t("ui.demands"))}</h2><p class="cp-note">{e(t("ui.demands.what"))}</p>'
    return what + figures.status_bars(seen.demands, caption, kind=DEMANDS) + _cards(seen.demands_by_source, seen)


def _programmes(seen: Overview) -> str:
    return f"<h2>{e(t('ui.overview.by_list'))}</h2>{_cards(seen.by_programme, seen)}"


def _cards(sources: Sources, seen: Overview) -> str:
    cards = []
    for card, counts in sources:
        words = [f"{wording.status_label(status, lang=lang())} : {n(count)}" for status, count in counts.items() if count]
        majority = [t("ui.majority")] if card.majority else []
        about = [t("ui.term", years=term_words(card)), *majority, totals_words(seen.totals_by_source[card.id], card.is_demand)]
        cards.append(
            f'<div class="cp-card"><h3><a href="{escape(href(PLEDGES, programme=card.id))}">{e(card.list_name)}</a></h3>'
            f'<p class="cp-note">{e(" · ".join(about))}</p>'
            f'{figures.stack(counts)}<p class="cp-note" style="margin-top:.5rem">{e(" · ".join(words))}</p></div>'
        )
    return f"<div class='cp-cards'>{''.join(cards)}</div>"


def _change(change: Change) -> str:
    people = t("ui.change.people", author=change.author, publisher=change.publisher)
    text = f'<a class="cp-text" href="{escape(href(PLEDGE, id=change.pledge_id))}">{e(change.pledge_text)}</a>'
    return (
        f'<li class="cp-c{int(change.after)}"><div class="cp-meta"><span>{e(day(change.published_at))}</span>{status_badge(change.before)}'
        f'<span aria-hidden="true">→</span>{status_badge(change.after)}</div>'
        f'{text}<div class="cp-meta">{e(people)}</div></li>'
    )


def _latest(seen: Overview) -> str:
    if not seen.latest:
        return ""
    return f"<h2>{e(t('ui.overview.latest'))}</h2><ol class='cp-list'>{''.join(map(_change, seen.latest))}</ol>"


def _town_choice(town: TownCard, known: tuple[TownCard, ...]) -> None:
    if len(known) < 2:
        return
    names = {card.slug: card.name for card in known}
    chosen = st.selectbox(t("ui.town"), list(names), index=list(names).index(town.slug), format_func=lambda slug: names[slug])
    if chosen != town.slug:
        st.query_params["town"] = chosen
        st.rerun()


def main() -> None:
    """Show the page."""
    person = viewer()
    town = choose_town(person)
    seen = queries.overview(town.slug, person) if town else None
    if town is None or seen is None:
        st.info(t("ui.town.none_public") if queries.hidden_towns() else t("ui.town.none"))
        return
    _town_choice(town, queries.towns(person))
    st.html(_hero(town, seen))
    caption = t("ui.caption.counts", n=n(seen.pledges), date=day(town.as_of))
    if seen.totals.compound:
        caption = t("ui.caption.compound", date=day(town.as_of), totals=totals_words(seen.totals))
    st.html(f"<h2>{e(t('ui.overview.by_status'))}</h2>" + figures.status_bars(seen.by_status, caption))
    st.html(f'<p class="cp-note">{e(figures.due_sentence(seen.by_status))}</p>')
    st.html(_programmes(seen))
    st.html(f"<h2>{e(t('ui.overview.by_theme'))}</h2>" + figures.by_theme(seen.by_theme, t("ui.caption.themes")) + figures.legend())
    st.html(_demands(town, seen) + _latest(seen) + _held(seen))
    st.html(f'<p><a href="{escape(href("/export.csv"))}" download>{e(t("button.download_csv"))}</a> · {e(t("ui.csv.what"))}</p>')


main()
