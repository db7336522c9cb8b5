"""The sittings that a person is asked to cut: why each one is there, and the way to its lines."""

from html import escape

import streamlit as st

from dashboard.components.bits import certain_day, e, table
from dashboard.components.drawing import acts_words
from dashboard.i18n import lang, n, t
from dashboard.links import reading
from dashboard.session import sign_in_address, viewer
from dashboard.town import choose_town
from tracker import queries, wording
from tracker.queries.reading_shapes import SplitRow


def _why(row: SplitRow) -> str:
    share = wording.percent(row.confidence, lang())
    words = [t(f"ui.split.{code}", share=share) if code == "low_confidence" else t(f"ui.split.{code}") for code in row.codes]
    if row.decision:
        key = "ui.split.applied" if row.decision.applied else "ui.split.decided"
        words.insert(0, t(key, name=row.decision.by, acts=acts_words(row.decision.acts)))
    return "<br>".join(map(e, words))


def _row(row: SplitRow) -> tuple[str, ...]:
    draw, see = escape(reading(row.sha256, row.body_key, draw=True)), escape(reading(row.sha256, row.body_key))
    links = f'<a href="{draw}"><b>{e(t("ui.split.draw"))}</b></a> · <a href="{see}">{e(t("ui.split.see"))}</a>'
    kind = wording.enum_label(row.kind, lang())
    return (e(row.name), certain_day(row.date, row.date_certain), e(row.body), e(kind), n(row.pages), n(row.acts), _why(row), links)


def _table(rows: list[SplitRow]) -> str:
    keys = ("ui.document", "ui.fact.date", "ui.fact.body", "ui.kind", "ui.pages", "ui.fig.acts", "ui.split.why")
    return table([*[e(t(key)) for key in keys], ""], [_row(row) for row in rows], numbers=frozenset({4, 5}))


def main() -> None:
    """Show the page."""
    person = viewer()
    st.html(f"<h1>{e(t('screen.splitting'))}</h1>")
    if not person.signed_in:
        link = f'<a href="{escape(sign_in_address())}">{e(t("button.sign_in"))}</a>'
        st.html(f'<p class="cp-lead">{e(t("ui.split.sign_in"))} {link}</p>')
        return
    town = choose_town(person)
    rows = queries.to_split(town.slug, person) if town else ()
    todo, done = [row for row in rows if not row.done], [row for row in rows if row.done]
    st.html(f'<p class="cp-lead">{e(t("ui.split.lead") if todo else t("ui.split.none"))}</p>')
    if todo:
        st.html(f"<h2>{e(t('ui.split.todo', n=n(len(todo))))}</h2>{_table(todo)}")
    if done:
        st.html(f"<h2>{e(t('ui.split.done', n=n(len(done))))}</h2>{_table(done)}")


main()
