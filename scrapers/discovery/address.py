"""The address that a volunteer types: what cannot be the site of a town hall is said at once, in one line, before anything is asked."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from scrapers.discovery.vendors import load_vendors
from scrapers.guard import PORTS
from scrapers.pipelines import DOCUMENT_SUFFIXES, suffix
from scrapers.platforms.addresses import canonical
from tracker.errors import InputError

_HOST = re.compile(r"(?=.{4,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]{1,62}")
_OURSELVES = (".local", ".localhost", ".internal", ".lan", ".home", ".arpa")
_EXPECTED = "expected the address of a town hall's site, such as www.ville.example"


def check_address(typed: str) -> str:
    """Return the canonical address of the site, or refuse with one clear line."""
    text = typed.strip()
    if re.fullmatch(r"[\w.-]+\.[a-z]{2,}(/\S*)?", text, re.IGNORECASE):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise InputError(f"{typed}: not an address ({error}); {_EXPECTED}") from error
    problem = _problem(text, parts.scheme, host, port, "@" in parts.netloc)
    if problem:
        raise InputError(f"{typed}: {problem}; {_EXPECTED}")
    return canonical(text)


def _problem(url: str, scheme: str, host: str, port: int | None, has_user: bool) -> str:
    if scheme not in PORTS:
        return f"{scheme or 'this'} is not the address of a web site" if scheme else "not a web address"
    if _is_number(host):
        return "an IP address is not the public address of a site"
    if host == "localhost" or host.endswith(_OURSELVES) or "." not in host:
        return "this address is inside a computer or a private network"
    if has_user or (port or PORTS[scheme]) not in PORTS.values():
        return "a public site needs no password and no port of its own"
    if not _HOST.fullmatch(_ascii(host)):
        return "this is not the name of a host"
    if load_vendors().is_social(url):
        return "this is a page of a social network, not the site of a town hall"
    if suffix(url) in DOCUMENT_SUFFIXES:
        return f"this is one document ({suffix(url)}), not a site"
    return ""


def _is_number(host: str) -> bool:
    """Say whether a host is an IP address, in its short and hexadecimal forms too."""
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return re.fullmatch(r"(0x[0-9a-f]+|\d+)(\.(0x[0-9a-f]+|\d+))*", host) is not None
    return True


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError:
        return ""
