"""One page of the dashboard run without a browser, as nobody or as somebody, by Streamlit's own test driver."""

from html import unescape

from streamlit.testing.v1 import AppTest

from tracker.settings import ROOT


def raw_screen(page: str, **query: str) -> str:
    """Return the HTML of a page as it is sent."""
    test = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=30)
    for name, value in query.items():
        test.query_params[name] = value
    test.run()
    test.switch_page(f"views/{page}.py")
    for name, value in query.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception, [error.value for error in test.exception]
    told = [str(node.value) for node in (*test.info, *test.error)]
    return " ".join([*(str(node.proto.body) for node in test.get("html")), *told])


def screen(page: str, **query: str) -> str:
    """Return the words of a page."""
    return unescape(raw_screen(page, **query))
