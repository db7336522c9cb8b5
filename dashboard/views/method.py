"""The method, as the curated file of this installation says it."""

import streamlit as st

from dashboard.i18n import lang, t
from tracker.settings import find_data_file


def main() -> None:
    """Show the page; the file is the project's own, yet Markdown keeps its HTML inert."""
    path = find_data_file(f"method.{lang()}.md")
    if path.exists():
        st.markdown(path.read_text(encoding="utf-8"))
    else:
        st.info(t("ui.method.missing", file=path.name))


main()
