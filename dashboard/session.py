"""Who is looking at the page: read from the signed cookie that the browser sent when it connected, checked again on every run."""

from urllib.parse import urlencode

import streamlit as st

from dashboard.i18n import lang
from dashboard.signing import COOKIE, viewer_of
from tracker.queries.shapes import Viewer


def viewer() -> Viewer:
    """Return the person signed in, or nobody."""
    return viewer_of(st.context.cookies.get(COOKIE))


def here() -> str:
    """Return the address of this page inside the site, to come back to after signing in."""
    path = st.session_state.get("path", "/")
    query = urlencode(dict(st.query_params))
    return f"{path}?{query}" if query else path


def sign_in_address() -> str:
    """Return the address of the sign-in form, which comes back to this page with all its parameters."""
    return "/connexion?" + urlencode({"next": here(), "lang": lang()})
