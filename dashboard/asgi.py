"""The program that `streamlit run` serves: Streamlit's pages, our own routes, and headers on every answer."""

import streamlit as st
from starlette.middleware import Middleware

from dashboard.middleware import FrenchPage, SecurityHeaders
from dashboard.routes import routes

app = st.App("app.py", routes=routes(), middleware=[Middleware(SecurityHeaders), Middleware(FrenchPage)])
