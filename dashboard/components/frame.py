"""What surrounds every page: the style, the line with town, language and sign-in, the footer."""

from html import escape
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from dashboard.components.bits import tag
from dashboard.i18n import lang, t
from dashboard.links import COVERAGE, METHOD, href
from dashboard.session import sign_in_address
from tracker import wording
from tracker.queries.shapes import TownCard, Viewer

_CSS = Path(__file__).with_name("style.css")


def style() -> None:
    """Put the style sheet on the page."""
    st.html(f"<style>{_CSS.read_text(encoding='utf-8')}</style>")


def _switch(path: str) -> str:
    words = []
    for code in wording.LANGUAGES:
        name = {"fr": "Français", "en": "English"}[code]
        query = urlencode({**dict(st.query_params), "lang": code})
        words.append(
            f'<b aria-current="true">{name}</b>' if code == lang() else f'<a href="{escape(path)}?{escape(query)}" lang="{code}">{name}</a>'
        )
    return " · ".join(words)


def _person(viewer: Viewer) -> str:
    if viewer.role is None:
        return f'<a href="{escape(sign_in_address())}">{escape(t("button.sign_in"))}</a>'
    role = wording.enum_label(viewer.role, lang())
    out = escape(t("button.sign_out"))
    return f'<span>{escape(viewer.name)} ({escape(role)})</span><a href="/deconnexion">{out}</a>'


def header(viewer: Viewer, town: TownCard | None) -> None:
    """Show the brand, the town, the language and who is signed in."""
    place = f"<span>{escape(town.name)}</span>" if town else ""
    mark = tag(t("ui.town.fictional"), "warn") if town and town.fictional else tag(t("ui.town.private"), "warn") if town else ""
    path = st.session_state.get("path", "/")
    st.html(
        f'<div class="cp-bar"><a class="cp-brand" href="{escape(href("/"))}">Chose promise</a>{place}{mark}'
        f'<span class="cp-right"><span>{_switch(path)}</span>{_person(viewer)}</span></div>'
    )


def footer() -> None:
    """Show what the figures rest on, and how to answer."""
    pages = ((METHOD, "screen.method"), (COVERAGE, "screen.coverage"))
    links = " · ".join(f'<a href="{escape(href(path))}">{escape(t(key))}</a>' for path, key in pages)
    st.html(f'<div class="cp-foot">{escape(t("ui.footer"))} {links}<br>{escape(t("export.licence"))}</div>')
