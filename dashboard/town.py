"""Which town the page is about: ?town=, else the one of this visit, else the first that this person may open."""

import streamlit as st

from tracker import queries
from tracker.queries.shapes import TownCard, Viewer


def choose_town(viewer: Viewer) -> TownCard | None:
    """Return the town of this page and remember it, or None when there is none to show."""
    known = {town.slug: town for town in queries.towns(viewer)}
    asked = st.query_params.get("town") or st.session_state.get("town")
    town = known.get(asked or "") or next(iter(known.values()), None)
    st.session_state["town"] = town.slug if town else None
    return town
