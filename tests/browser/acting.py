"""What a person does on a page, with the waiting that Streamlit needs."""

from playwright.sync_api import Page, expect

QUIET = "[data-testid=stApp][data-test-script-state=notRunning]"
_BROKEN = "n'a pas pu être affichée"


def settle(page: Page) -> None:
    """Wait until the page has run: a click during a run can be lost."""
    page.wait_for_selector(QUIET, timeout=30_000)
    page.wait_for_timeout(300)
    page.wait_for_selector(QUIET, timeout=30_000)
    expect(page.get_by_text(_BROKEN)).to_have_count(0)


def open_page(page: Page, address: str) -> None:
    """Go to an address and wait for its page."""
    page.goto(address)
    settle(page)


def click(page: Page, name: str) -> None:
    """Press the first button of this name and wait for what it does."""
    page.get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_timeout(300)
    settle(page)
