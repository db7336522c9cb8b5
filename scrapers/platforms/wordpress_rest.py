"""Addresses of WordPress' own interface, and the words that are searched for in a large library of files."""

from urllib.parse import urlencode, urljoin

WORDS = (
    "deliberation", "conseil municipal", "conseil communautaire", "proces-verbal", "compte-rendu", "seance", "liste", "registre", "pv",
    "del20",
)  # fmt: skip
SIZE = 100  # the most that the interface gives at once
_FIELDS = "source_url,date,title"


def api_root(url: str) -> str:
    """Return the address of the interface: the one written in the source's own, else the usual place."""
    if "rest_route=" in url:
        return bare_root(url)
    head, found, _ = url.partition("/wp-json")
    return head + found if found else urljoin(url, "/wp-json")


def bare_root(url: str) -> str:
    """Return the address of an interface, to which a route can be added; without fine addresses it is a parameter."""
    head, found, _ = url.partition("rest_route=")
    return head + found if found else url.rstrip("/")


def rest_url(root: str, route: str, **query: str) -> str:
    """Return the address of one question."""
    joint = "&" if "?" in root else "?"
    return f"{root}/wp/v2/{route}{joint}{urlencode({'per_page': str(SIZE), **query})}"


def media_url(root: str, word: str = "", number: int = 1) -> str:
    """Return the address of one answer of the library; images and sounds are left out by the site itself."""
    words = {"search": word} if word else {"media_type": "application"}
    return rest_url(root, "media", page=str(number), _fields=_FIELDS, **words)


def total_pages(text: str) -> int:
    """Return how many answers there are, as the site says; 0 when it says nothing (an unchanged answer comes without this header)."""
    return int(text) if text.isdigit() and len(text) < 7 else 0


def search_words(query: dict[str, str]) -> tuple[str, ...]:
    """Return the words to search for: the town's own, else those of the project."""
    own = tuple(word.strip() for word in query.get("search", "").split(",") if word.strip())
    return own or WORDS
