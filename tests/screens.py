"""Pages of the dashboard run without a browser by Streamlit's own test driver: as nobody, or as the viewer a test has put in."""

from functools import cache
from html import unescape
from pathlib import Path

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from tracker.settings import ROOT

FRONT = "overview"  # the page that the application opens by itself
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)  # else each page looks through every package


def page_of(path: Path, seconds: int = 30) -> AppTest:
    """Return the driver of a page's file."""
    return AppTest.from_file(str(path), default_timeout=seconds)


def opened(page: str, /, **query: str) -> AppTest:
    """Open a page of the whole application with its query, and refuse one that failed."""
    test = page_of(ROOT / "dashboard" / "app.py")
    _ask(test, query)
    if page != FRONT:
        test.switch_page(f"views/{page}.py")
        _ask(test, query)
    return whole(test)


def _ask(test: AppTest, query: dict[str, str]) -> None:
    for name, value in query.items():
        test.query_params[name] = value
    test.run()


def whole(test: AppTest) -> AppTest:
    """Return a page that did not fail."""
    assert not test.exception, [error.value for error in test.exception]
    return test


def html(test: AppTest) -> str:
    """Return the words of a page's HTML."""
    return unescape(" ".join(str(node.proto.body) for node in test.get("html")))


def press(test: AppTest, label: str) -> AppTest:
    """Press the first button of this label."""
    next(one for one in test.button if one.label == label).click().run()
    return whole(test)


def raw_screen(page: str, /, **query: str) -> str:
    """Return the HTML of a page as it is sent, and its notices."""
    test = opened(page, **query)
    told = [str(node.value) for node in (*test.info, *test.error)]
    return " ".join([*(str(node.proto.body) for node in test.get("html")), *told])


def screen(page: str, /, **query: str) -> str:
    """Return the words of a page and of its notices."""
    return unescape(raw_screen(page, **query))
