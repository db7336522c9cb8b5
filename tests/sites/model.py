"""What a played site is made of: papers with their first page, pages of links, and the rule that says what is a record.

A record is what the reference's table counts as one: minutes, accounts, lists of acts and acts of the council itself. Everything else that
a town publishes (convocations, annexes, orders, bulletins, papers of other bodies) is a decoy: it must be told apart, not lost.
"""

import csv
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from tests.sites import texts
from tracker.vocabulary import DocumentKind

SHELVES = Path(__file__).parent / "shelves"
SHORT = {
    "pv": DocumentKind.PROCES_VERBAL, "cr": DocumentKind.COMPTE_RENDU, "liste": DocumentKind.LISTE_DELIBERATIONS,
    "delib": DocumentKind.DELIBERATION, "odj": DocumentKind.ORDRE_DU_JOUR,
}  # fmt: skip
RECORDS = {DocumentKind.PROCES_VERBAL, DocumentKind.COMPTE_RENDU, DocumentKind.LISTE_DELIBERATIONS, DocumentKind.DELIBERATION}


@dataclass(frozen=True)
class Paper:
    """One document of a town: where it is, the words that link to it, and what it really is."""

    path: str  # with its query when it has one
    words: str  # the text of the link
    kind: DocumentKind
    day: date | None
    subject: str = ""
    body: str = ""  # another body than the council, such as a school board: never a record of the town
    url: str = ""  # filled by the site
    town: str = ""
    page: bool = False  # the paper is a web page: some towns write their minutes in the page itself
    scanned: bool = False  # an image without text, as 45 % of recent minutes are: only the words around the link say what it is

    @property
    def is_record(self) -> bool:
        """Say whether this is one of the council's records."""
        return self.kind in RECORDS and not self.body

    @cached_property
    def text(self) -> str:
        """The first page, which says what the paper is."""
        return texts.first_page(self.kind, self.town, self.day, self.subject or self.words, self.body)

    @cached_property
    def content(self) -> bytes:
        """The bytes: a small PDF, made once for each different text, or the web page."""
        if self.page:
            return html(f"<h1>{self.words}</h1><p>{'<br>'.join(self.text.splitlines())}</p>", self.words).body
        return texts.scanned_pdf(self.text) if self.scanned else texts.small_pdf(self.text)

    @cached_property
    def sha256(self) -> str:
        """The digest of the bytes, by which a found document is recognised wherever it lies."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Asked:
    """One request as a site received it."""

    origin: str
    method: str
    target: str  # path and query, as sent
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def path(self) -> str:
        """The decoded path."""
        return unquote(urlsplit(self.target).path)

    @cached_property
    def query(self) -> dict[str, str]:
        """The parameters of the address, the first value of each."""
        return {name: values[0] for name, values in parse_qs(urlsplit(self.target).query, keep_blank_values=True).items()}

    @cached_property
    def form(self) -> dict[str, str]:
        """The parameters of a posted form."""
        return {name: values[0] for name, values in parse_qs(self.body.decode("latin-1"), keep_blank_values=True).items()}


@dataclass(frozen=True)
class Answer:
    """What a site says; `wire` replaces the ordinary body by a way of sending of its own (drip, endless, cut)."""

    body: bytes = b""
    media: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    wire: Any = None  # callable(handler, stopped) -> None, after the headers
    validators: bool = True  # an ETag, and 304 when the visitor has it already


def html(body: str, title: str = "", encoding: str = "utf-8", head: str = "", **options: Any) -> Answer:
    """Return a web page."""
    top = f'<head><meta charset="{encoding}"><title>{title}</title>{head}</head>'
    page = f'<!DOCTYPE html><html lang="fr">{top}<body>{body}</body></html>'
    return Answer(page.encode(encoding), f"text/html; charset={encoding}", **options)


def data(value: Any, **options: Any) -> Answer:
    """Return an answer of a programming interface."""
    return Answer(json.dumps(value, ensure_ascii=False).encode(), "application/json; charset=utf-8", **options)


def moved(address: str, status: int = 301) -> Answer:
    """Return a redirect."""
    return Answer(status=status, headers={"Location": address})


def document(paper: Paper, **options: Any) -> Answer:
    """Return the bytes of a paper."""
    return Answer(paper.content, options.pop("media", "text/html; charset=utf-8" if paper.page else "application/pdf"), **options)


def link(address: str, words: str, **attributes: str) -> str:
    """Return an anchor."""
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<a href="{address.replace("&", "&amp;")}"{more}>{words}</a>'


def items(*entries: str) -> str:
    """Return a list."""
    return "<ul>" + "".join(f"<li>{entry}</li>" for entry in entries) + "</ul>"


def read_shelf(name: str) -> tuple[Paper, ...]:
    """Return the papers of `shelves/NAME.csv`: path, words of the link, kind, day, subject, and the body, `page` or `scan`."""
    path = SHELVES / f"{name}.csv"
    if not path.exists():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(_paper(row) for row in csv.DictReader(file, delimiter="|", restval=""))


def _paper(row: Mapping[str, str]) -> Paper:
    kind = SHORT.get(row["kind"]) or DocumentKind(row["kind"])
    day = date.fromisoformat(row["day"]) if row["day"] else None
    form = row["body"] if row["body"] in ("page", "scan") else ""
    body = "" if form else row["body"]
    return Paper(row["path"], row["words"], kind, day, row["subject"], body, page=form == "page", scanned=form == "scan")


def listed(papers: Iterable[Paper]) -> str:
    """Return papers as a list of links."""
    return items(*(link(paper.url, paper.words) for paper in papers))


class Site:
    """One played site: its origins, its pages and its papers. A subclass says which pattern of the reference it follows."""

    name: str
    origin: str
    also: Sequence[str] = ()  # other origins that the same site answers: a document host, the address without www
    town = ""
    insee = ""
    siren = ""
    dead = False  # nobody listens at its port
    unlinked: frozenset[str] = frozenset()  # paths of papers that no page links
    tls = False  # spoken to in https, with a certificate that nobody signed

    @property
    def host(self) -> str:
        """The host name of the first origin."""
        return urlsplit(self.origin).hostname or ""

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        """Every paper of the site, records and decoys, with its whole address."""
        return tuple(self._placed(paper) for paper in self.shelf())

    @cached_property
    def pages(self) -> dict[str, Answer]:
        """The fixed pages by decoded path, with the query when it matters."""
        return dict(self.build())

    def shelf(self) -> Sequence[Paper]:
        """Return the papers as written in the site's shelf."""
        return read_shelf(self.name)

    def build(self) -> Mapping[str, Answer]:
        """Return the fixed pages."""
        return {}

    def truth(self) -> tuple[Paper, ...]:
        """Return the council's records that are really there."""
        return tuple(paper for paper in self.papers if paper.is_record)

    def gone(self) -> Sequence[str]:
        """Return the addresses that the site's own pages link and that answer 404, as on any real site."""
        return ()

    def dynamic(self, asked: Asked) -> Answer | None:
        """Answer what is not a fixed page; None = unknown."""
        return None

    def answer(self, asked: Asked) -> Answer | None:
        """Answer one request; None when nobody wrote down that this address exists."""
        target = unquote(asked.target)
        for key in (target, asked.path):
            if key in self.pages and asked.method in ("GET", "HEAD"):
                return self.pages[key]
        found = self.dynamic(asked)
        if found is None and asked.method in ("GET", "HEAD"):
            paper = self.by_address.get((asked.origin, target)) or self.by_address.get((asked.origin, asked.path))
            found = document(paper) if paper else None
        if found is None and (asked.path in self.gone() or target in self.gone()):
            return html("<h1>Page introuvable</h1>", "Page introuvable", status=404)
        return found

    @cached_property
    def by_address(self) -> dict[tuple[str, str], Paper]:
        """The papers by origin and decoded path with query, the same on each alias of the site."""
        found = {}
        for paper in self.papers:
            parts = urlsplit(paper.url)
            tail = unquote(parts.path + (f"?{parts.query}" if parts.query else ""))
            origin = f"{parts.scheme}://{parts.netloc}"
            for one in {origin, self.origin if origin == self.origin else origin}:
                found[one, tail] = paper
        return found

    def _placed(self, paper: Paper) -> Paper:
        url = paper.path if "://" in paper.path else self.origin + quote(paper.path, safe="/?&=%;,+:@'()°~!*$")
        return Paper(**{**paper.__dict__, "url": paper.url or url, "town": paper.town or self.town})
