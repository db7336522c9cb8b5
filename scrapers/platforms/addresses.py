"""One address, one spelling: two spellings of a link must not become two documents."""

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

_PERSONAL = re.compile(r"^(utm_\w+|fbclid|gclid|phpsessid|jsessionid|sid|_ga)$", re.IGNORECASE)
_SESSION_PATH = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
SCHEMES = ("http", "https")


def canonical(url: str) -> str:
    """Return the address without fragment, default port, visitor's identifiers or differences of case and percent-encoding."""
    parts = urlsplit(url)
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _PERSONAL.match(k)])
    host = (parts.hostname or "").rstrip(".")
    if parts.port and parts.port != {"http": 80, "https": 443}.get(parts.scheme):
        host += f":{parts.port}"
    path = _SESSION_PATH.sub("", parts.path)
    return str(canonicalize_url(urlunsplit((parts.scheme, host, path, query, ""))))


def absolute(base: str, href: str) -> str | None:
    """Return the canonical address of a link, or None when it is not an address of a document (mailto:, javascript: …) or is broken."""
    try:
        url = urljoin(base, href.strip())
        return canonical(url) if urlsplit(url).scheme in SCHEMES and urlsplit(url).hostname else None
    except ValueError:
        return None
