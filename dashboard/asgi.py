"""The program that `streamlit run` serves: Streamlit's pages, our own routes, and headers on every answer."""

import logging

import streamlit as st
from starlette.middleware import Middleware

from dashboard.i18n import t
from dashboard.middleware import FrenchPage, SecurityHeaders
from dashboard.routes import routes

log = logging.getLogger(__name__)


def script_failed(error: Exception) -> bool:
    """Log a defect of ours whole, and show one plain line in the page's language instead of Streamlit's English box."""
    log.error("page failed", exc_info=error)
    st.error(t("ui.broken"))
    return True


app = st.App("app.py", routes=routes(), on_script_error=script_failed, middleware=[Middleware(SecurityHeaders), Middleware(FrenchPage)])
