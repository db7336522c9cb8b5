"""The language of a page, French unless asked otherwise, and the words in it (all of them live in tracker.wording)."""

import streamlit as st

from tracker import wording
from tracker.wording_screens import SCREENS

wording.add_labels(SCREENS)


def lang() -> wording.Lang:
    """Return the language asked by ?lang=, else the one of this visit, else French."""
    asked = st.query_params.get("lang")
    if asked in wording.LANGUAGES:
        st.session_state["lang"] = asked
    return "en" if st.session_state.get("lang") == "en" else "fr"


def t(key: str, **values: object) -> str:
    """Return the words of a key in the language of the page."""
    return wording.label(key, lang(), **values)


def n(value: float) -> str:
    """Return a number written in the language of the page."""
    return wording.number(value, lang())
