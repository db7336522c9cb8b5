"""One address, one spelling: two spellings of a link must not become two documents."""

import re
from string import ascii_letters, digits
from urllib.parse import quote, unquote_plus, urljoin, urlsplit, urlunsplit

_PERSONAL = re.compile(r"^(utm_\w+|fbclid|gclid|phpsessid|jsessionid|sid|_ga)$", re.IGNORECASE)
_SESSION_PATH = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_NEED_NO_ESCAPE = frozenset(ascii_letters + digits + "-._~")
SCHEMES = ("http", "https")


def canonical(url: str) -> str:
    """Return the address without fragment, default port, visitor's identifiers or differences of case and percent-encoding."""
    parts = urlsplit(url)
    query = "&".join(piece for piece in parts.query.split("&") if piece and not _PERSONAL.match(unquote_plus(piece.partition("=")[0])))
    host = _ascii((parts.hostname or "").rstrip("."))
    if parts.port and parts.port != {"http": 80, "https": 443}.get(parts.scheme):
        host += f":{parts.port}"
    path = _SESSION_PATH.sub("", parts.path)
    return urlunsplit((parts.scheme, host, _spelt(path) or "/", _spelt(query), ""))


def _ascii(host: str) -> str:
    """Return a host name as the network knows it (accents in punycode); one that has no such form stays as it is."""
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _spelt(text: str) -> str:
    """Return a path or query in one spelling of its percent-encoding; the order of parameters stays, since some sites sign it."""
    plain = _ESCAPE.sub(lambda found: _unescaped(found[0]), text)
    return quote(plain, safe="%/:=&?~#+!$,;'@()*[]|")


def _unescaped(escape: str) -> str:
    """Return the character of an escape that needs none, else the escape in capitals."""
    character = chr(int(escape[1:], 16))
    return character if character in _NEED_NO_ESCAPE else escape.upper()


def absolute(base: str, href: str) -> str | None:
    """Return the canonical address of a link, or None when it is not an address of a document (mailto:, javascript: …) or is broken."""
    try:
        url = urljoin(base, href.strip())
        return canonical(url) if urlsplit(url).scheme in SCHEMES and urlsplit(url).hostname else None
    except ValueError:
        return None
