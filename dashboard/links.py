"""Addresses inside the site: deep links that carry the town and the language."""

from urllib.parse import urlencode

import streamlit as st

from dashboard.i18n import lang

OVERVIEW, PLEDGES, PLEDGE = "/", "/promesses", "/promesse"
QUEUE, REVIEW, METHOD, COVERAGE = "/a-verifier", "/relecture", "/methode", "/couverture"
DEMANDS = "demandes"  # value of `kind` in the address of the list
READING, SPLIT, SHEET, ELSEWHERE = "/lecture", "/a-decouper", "/etablir", "/ailleurs"
SEARCH, UNPROMISED, ACT = "/recherche", "/hors-programme", "/acte"
WORDS = "/mots"


def href(path: str, **values: object) -> str:
    """Return an address with its values, without the empty ones; the language is named only when it is not French."""
    kept = {"town": st.session_state.get("town"), **values}
    if lang() == "en":
        kept["lang"] = "en"
    query = urlencode({key: value for key, value in kept.items() if value not in (None, "")})
    return f"{path}?{query}" if query else path


def archived(sha256: str, page: int | None = None) -> str:
    """Return the address of the archived copy, at a page when the reader can open one."""
    return f"/documents/{sha256}" + (f"#page={page}" if page else "")


def reading(sha256: str, body: str | None = None, page: int | None = None, *, draw: bool = False) -> str:
    """Return the address of a document as it was read, at a page, or of the drawing of its borders."""
    return href(READING, document=sha256, body=body, page=page, mode="draw" if draw else None)


def page_image(sha256: str, page: int) -> str:
    """Return the address of the image of a page."""
    return f"/images/{sha256}/{page}"


def outside(url: str | None) -> str | None:
    """Return an address of the web that may be a link, or None (a file name, or a scheme that a browser would run)."""
    return url if url and url.startswith(("https://", "http://")) else None
