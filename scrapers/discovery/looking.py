"""What a first look asks and concludes; it knows no network: a function answers its questions."""

import re
from collections.abc import Awaitable
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

from scrapers.discovery.directories import Directories
from scrapers.discovery.identify import Identified, Identity, identify, read_json
from scrapers.discovery.page import Page, read_page
from scrapers.discovery.sorting import bare_host
from scrapers.discovery.vendors import Vendors, load_vendors
from scrapers.documents.sniff import HTML, TEXT, sniff
from scrapers.documents.text import decode
from scrapers.parsers.text import plain
from scrapers.platforms.addresses import absolute, canonical
from tracker.items import Item
from tracker.towns import SourceConfig
from tracker.vocabulary import Platform

SITE_KEY, LAST_RESORT = "site", "pages"  # keys of the sources that read the site itself
OF_THE_USER = frozenset(
    {"not_a_site", "moved", "social_network", "unknown_commune", "address_refused"}
)  # another address or code is needed
COUNCIL = "council"  # key of the commune's own body in the files that `towns add` writes
_BLOCKED = (401, 403, 429)
_HEADER = re.compile(rb"COLL_SIRET|DELIB_ID", re.IGNORECASE)


class Answer(Item):
    """One answer, or why there was none."""

    url: str
    final_url: str = ""
    status: int | None = None
    body: bytes = b""
    problem: str = ""
    message: str = ""


class Survey(Item):
    """What a first look showed."""

    asked: str
    home: str = ""  # where the site really is
    problem: str = ""  # code of what stops everything
    message: str = ""  # the same in one sentence
    title: str = ""
    engine: str = ""
    identity: Identity = Identity()
    warnings: tuple[str, ...] = ()
    candidates: tuple[SourceConfig, ...] = ()  # best first; the body's key is to be filled
    requests: int = 0


class Ask(Protocol):
    """How a question is put to an address."""

    def __call__(self, url: str, *, interface: bool = False) -> Awaitable[Answer]:
        """Return the answer, whatever it is."""
        ...


async def look(ask: Ask, url: str, typed: Identity, directories: Directories, year: int, *, elsewhere: bool) -> Survey:
    """Return whose site this is and how it may be read."""
    vendors = load_vendors()
    answer = await ask(url)
    problem = _home_problem(answer, vendors, elsewhere=elsewhere)
    if problem:
        return Survey(asked=url, home=answer.final_url, problem=problem[0], message=f"{url}: {problem[1]}")
    home = canonical(answer.final_url or url)
    text = decode(answer.body, None)
    page = read_page(text, home)
    known = await _whose(ask, directories, [urlsplit(home).hostname or "", urlsplit(url).hostname or ""], typed)
    engine = vendors.engine(text)
    moved = (f"{url}: the site sends to {home}, which is used instead",) if bare_host(home) != bare_host(url) else ()
    survey = Survey(
        asked=url, home=home, title=(page.title or page.headline)[:200], engine=engine.name if engine else "", identity=known.identity,
        warnings=(*moved, *known.warnings), problem="unknown_commune" if known.problem else "",
        message=f"{home}: {known.problem}" if known.problem else "",
    )  # fmt: skip
    if survey.problem:
        return survey
    found = [*await _machine_routes(ask, directories, known.identity, year), *await _site_routes(ask, home, page, engine_platform(engine))]
    return survey.model_copy(update={"candidates": tuple(found)})


def engine_platform(engine: Any) -> Platform | None:
    """Return the platform that reads an engine's sites better than following links, or None."""
    return engine.platform if engine else None


def _home_problem(answer: Answer, vendors: Vendors, *, elsewhere: bool) -> tuple[str, str] | None:
    """Return the code and sentence of what stops everything at the home page, or None."""
    if answer.problem:
        return answer.problem, answer.message
    if answer.status in _BLOCKED:
        return f"http_{answer.status}", f"the server refuses this program ({answer.status}); that is its right: ask the town hall"
    if answer.status == 503:
        return "maintenance", "the site is closed for maintenance (503); try again later"
    if answer.status is None or answer.status >= 400:
        return f"http_{answer.status}", f"the server answered {answer.status}; expected a home page"
    if sniff(answer.body) not in (HTML, TEXT):
        return "not_a_site", f"this is a document ({sniff(answer.body)}), not a site; expected the address of a home page"
    return _page_problem(answer, vendors) or _moved(answer, vendors, elsewhere=elsewhere)


def _page_problem(answer: Answer, vendors: Vendors) -> tuple[str, str] | None:
    page = read_page(decode(answer.body, None), answer.final_url or answer.url)
    if any(vendors.in_maintenance(plain(said)) for said in (page.title, page.headline)):
        return "maintenance", f"the site says that it is closed for works (« {(page.headline or page.title)[:80]} »); try again later"
    return None


def _moved(answer: Answer, vendors: Vendors, *, elsewhere: bool) -> tuple[str, str] | None:
    """Return what to say of a site that sends to another host: going on there is the user's decision."""
    there = answer.final_url or answer.url
    if bare_host(there) == bare_host(answer.url):
        return None
    if vendors.is_social(there):
        return "social_network", f"the site only sends to a social network ({there})"
    return None if elsewhere else ("moved", f"the site sends to {there}; give that address, or add --follow-redirect")


async def _whose(ask: Ask, directories: Directories, hosts: list[str], typed: Identity) -> Identified:
    async def body_of(url: str) -> bytes | None:
        answer = await ask(url, interface=True)
        return answer.body if answer.status == 200 else None

    found = await identify(body_of, directories, hosts[0], typed)
    if found.problem and bare_host(hosts[1]) != bare_host(hosts[0]) and not (typed.insee or typed.siren):
        return await identify(body_of, directories, hosts[1], typed)
    return found


async def _machine_routes(ask: Ask, directories: Directories, identity: Identity, year: int) -> list[SourceConfig]:
    """Return the public data routes that hold the acts of the commune."""
    found: list[SourceConfig] = []
    for route in directories.acts_by_siren if identity.siren else ():
        answer = await ask(route.probe.replace("{siren}", str(identity.siren)).replace("{year}", str(year)), interface=True)
        if answer.status == 200 and _HEADER.search(answer.body[:4000]):
            found.append(_source("acts", Platform.MEGALIS, route.base))
            break
    if found or not directories.datasets:
        return found
    answer = await ask(directories.datasets.url.replace("{name}", quote(identity.name)), interface=True)
    return _datasets(read_json(answer.body), identity, directories.datasets.base) if answer.status == 200 else []


def _datasets(answer: Any, identity: Identity, base: str) -> list[SourceConfig]:
    """Return the declared data set that the commune itself publishes; those of other bodies may bear its name too."""
    rows = answer.get("data") if isinstance(answer, dict) else None
    name = re.escape(plain(identity.name))
    for row in rows if isinstance(rows, list) else []:
        publisher = plain(str((row.get("organization") or {}).get("name") or ""))
        if re.fullmatch(rf"(ville|commune|mairie)? ?(de |d'|du )?{name}", publisher) and row.get("id"):
            return [_source("data", Platform.SCDL, base, str(row.get("slug") or row["id"]))]
    return []


async def _site_routes(ask: Ask, home: str, page: Page, platform: Platform | None) -> list[SourceConfig]:
    """Return the ways of reading the site itself, best first; following its links is always the last."""
    found = []
    root = absolute(home, "/") or home
    if platform == Platform.WORDPRESS and await _is_open(ask, absolute(home, "/wp-json/wp/v2/media?per_page=1&_fields=source_url")):
        found.append(_source(SITE_KEY, Platform.WORDPRESS, root))
    return [*found, _source(LAST_RESORT if found else SITE_KEY, Platform.DISCOVERY, home)]


async def _is_open(ask: Ask, url: str | None) -> bool:
    answer = await ask(url) if url else None
    return answer is not None and answer.status == 200 and isinstance(read_json(answer.body), list)


def _source(key: str, platform: Platform, url: str, dataset: str | None = None) -> SourceConfig:
    return SourceConfig(key=key, body=COUNCIL, platform=platform, url=url, dataset=dataset)
