"""Portals of acts and lists for machines: two search forms, a date window, a sitemap, feeds, and the public directories."""

import gzip
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from email.utils import format_datetime
from html import escape

from tests.sites.model import Answer, Asked, Paper, Site, data, html, items, link, listed
from tests.sites.registry import TOWNS, make_site
from tracker.vocabulary import DocumentKind as K


class _Acts(Site):
    """Acts of two years, ten each."""

    address = ""

    def shelf(self) -> Sequence[Paper]:
        """Return twenty acts."""
        return [self._act(year, n) for year in (2026, 2025) for n in range(1, 11)]

    def _act(self, year: int, n: int) -> Paper:
        subject = f"Convention n° {n}"
        address = self.address.format(n=year * 100 + n)
        return Paper(address, f"{year}-{n:03d} {subject}", K.DELIBERATION, date(year, 1 + n // 2, 12), subject)

    def of_year(self, year: str) -> list[Paper]:
        """Return the acts of a year."""
        return [paper for paper in self.papers if paper.day and str(paper.day.year) == year]


class WebdelibGet(_Acts):
    """A search by address whose answer hides numbers in a script: `num:"12345"` (row webdelib of a northern town)."""

    name, origin, town = "webdelib_get", "https://webdelib.orle.invalid", "Orle"
    address = "/actes/php/consulter_fichier.php?POS_NUM_DOC={n}&POS_NUM_PAGE=1&POS_NUM_SSPAGE=0"

    def dynamic(self, asked: Asked) -> Answer | None:
        """Answer the search."""
        if asked.path != "/actes/php/rechercher.php":
            return None
        if asked.query.get("POS_VAL_RUB_COL", "ORLE VILLE") != "ORLE VILLE":
            return html("<p>Aucun document</p>", "Recherche")
        rows = [{"num": re.findall(r"\d+", p.path)[0], "libelle": p.words, "date": f"{p.day:%d/%m/%Y}"} for p in self._found(asked)]
        script = (
            "var resultats = [" + ",".join(f'{{num:"{r["num"]}",obj:{json.dumps(r["libelle"])},dse:"{r["date"]}"}}' for r in rows) + "];"
        )
        return html(f"<h1>Résultat</h1><div id=liste></div><script>{script}</script>", "Recherche")

    def _found(self, asked: Asked) -> list[Paper]:
        year = asked.query.get("POS_VAL_RUB_EXE", "")
        return self.of_year(year) if year else list(self.papers)


class WebdelibPost(_Acts):
    """A servlet asked by a posted form, with links that a script opens: `javascript:f_openDoc("…")` (row webdelib, others)."""

    name, origin, town = "webdelib_post", "https://deliberations.pontis.invalid", "Pontis"
    address = "/webdelib/files/unzip/seance_{n}/D{n}.pdf"

    def dynamic(self, asked: Asked) -> Answer | None:
        """Answer the form; a visit by address shows the form alone."""
        if asked.path not in ("/servlet/WebDelibSearchServlet", "/"):
            return None
        if asked.method != "POST":
            form = '<form method="post" action="/servlet/WebDelibSearchServlet"><input name="dtdebut"><input name="dtfin"></form>'
            return html(form, "Recherche de délibérations")
        start, end = (_day(asked.form.get(name, "")) for name in ("dtdebut", "dtfin"))
        found = [p for p in self.papers if p.day and (start or date.min) <= p.day <= (end or date.max)]
        shown = found[: int(asked.form.get("nbresults", "5"))]
        rows = "".join(
            f"<tr><td>{p.day:%d/%m/%Y}</td><td><a href='javascript:f_openDoc(\"{p.path}\")'>{escape(p.words)}</a></td></tr>" for p in shown
        )
        return html(f"<p>{len(found)} résultat(s)</p><table>{rows}</table>", "Résultats")


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()
    except ValueError:
        return None


class Liferay(_Acts):
    """A list by window of dates, `p_p_id=…_WAR_…&…_from=…&…_to=…` (row "Liferay")."""

    name, origin, town = "liferay", "https://affichagelegal.orle.invalid", "Orle"
    address = "/documents/20182/{n}/acte.pdf"

    def dynamic(self, asked: Asked) -> Answer | None:
        """Answer the window, or the latest acts without one."""
        if asked.path not in ("/", "/conseil-municipal/deliberations-adoptees"):
            return None
        window = [value for name, value in asked.query.items() if name.endswith(("_from", "_to"))]
        year = window[0][-4:] if window else "2026"
        rows = items(*(link(p.url, p.words, **{"class": "link-pdf"}) for p in self.of_year(year)))
        return html(f"<h1>Délibérations adoptées du conseil municipal</h1>{rows}", "Délibérations adoptées")


class SitemapTown(Site):
    """A town known by its map: robots.txt names an index, of which one part is compressed (route "sitemap")."""

    name, origin, town = "sitemap", "https://www.plan-de-ville.invalid", "Plandeville"

    def shelf(self) -> Sequence[Paper]:
        """Return eight minutes, of which two are pages, and two decoys."""
        days = [date(2025, month, 14) for month in (2, 4, 6, 9, 11, 12)] + [date(2026, 2, 12), date(2026, 4, 16)]
        minutes = [
            Paper(f"/conseil/pv-du-{day:%d-%m-%Y}{end}", f"Procès-verbal du {day:%d/%m/%Y}", K.PROCES_VERBAL, day, "Budget", page=not end)
            for day, end in zip(days, ("", "", *(".pdf",) * 6), strict=True)
        ]
        decoys = [Paper("/docs/bulletin-3.pdf", "Bulletin n° 3", K.OTHER, None), Paper("/docs/menu.pdf", "Menus", K.OTHER, None)]
        return minutes + decoys

    def build(self) -> Mapping[str, Answer]:
        """Return robots.txt, the index and its two parts."""
        xml, space = "application/xml", 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        parts = "".join(f"<sitemap><loc>{self.origin}/{name}</loc></sitemap>" for name in ("sitemap-pages.xml", "sitemap-docs.xml.gz"))
        entries = [f"<url><loc>{p.url}</loc><lastmod>2026-06-{n:02d}</lastmod></url>" for n, p in enumerate(self.papers, start=1)]
        entries.insert(0, f"<url><loc>{self.origin}/</loc></url><url><loc>{self.origin}/cantine</loc></url>")
        first, second = ("".join(rows) for rows in (entries[:5], entries[5:]))
        return {
            "/": html(link("/cantine", "Cantine"), "Plandeville"),
            "/cantine": html("<h1>Cantine</h1>", "Cantine"),
            "/robots.txt": Answer(f"User-agent: *\nAllow: /\nSitemap: {self.origin}/sitemap.xml\n".encode(), "text/plain"),
            "/sitemap.xml": Answer(f'<?xml version="1.0"?><sitemapindex {space}>{parts}</sitemapindex>'.encode(), xml),
            "/sitemap-pages.xml": Answer(f'<?xml version="1.0"?><urlset {space}>{first}</urlset>'.encode(), xml),
            "/sitemap-docs.xml.gz": Answer(
                gzip.compress(f'<?xml version="1.0"?><urlset {space}>{second}</urlset>'.encode(), mtime=0), "application/gzip"
            ),
        }


class FeedTown(Site):
    """A town that announces its acts by RSS (a file attached to each entry) and by Atom (pages that link the file)."""

    name, origin, town = "feed", "https://www.fil-de-ville.invalid", "Fildeville"

    def shelf(self) -> Sequence[Paper]:
        """Return eight lists of acts and a decoy."""
        days = [date(2025, month, 20) for month in (3, 5, 7, 10)] + [date(2026, month, 18) for month in (1, 3, 5, 6)]
        lists = [
            Paper(f"/fil/{n}.pdf", f"Liste des délibérations du {d:%d/%m/%Y}", K.LISTE_DELIBERATIONS, d, "Budget")
            for n, d in enumerate(days)
        ]
        return [*lists, Paper("/fil/fete.pdf", "Programme de la fête", K.OTHER, None)]

    def build(self) -> Mapping[str, Answer]:
        """Return the feeds and the entry pages."""
        moment = format_datetime(datetime(2026, 6, 20, 8))
        rss = "".join(
            f"<item><title>{p.words}</title><link>{self.origin}/actus/{n}</link><pubDate>{moment}</pubDate>"
            f'<enclosure url="{p.url}" type="application/pdf" length="{len(p.content)}"/></item>'
            for n, p in enumerate(self.papers)
        )
        atom = "".join(
            f'<entry><title>{p.words}</title><id>urn:{n}</id><updated>2026-06-20T08:00:00Z</updated><link href="/actus/{n}"/>'
            f'<link rel="enclosure" href="{p.url}" type="application/pdf"/></entry>'
            for n, p in enumerate(self.papers)
        )
        return {
            "/": html(
                link("/actus/0", "Dernière liste"),
                "Fildeville",
                head='<link rel="alternate" type="application/rss+xml" href="/flux.xml">',
            ),
            "/flux.xml": Answer(
                f'<?xml version="1.0"?><rss version="2.0"><channel><title>Fil</title>{rss}</channel></rss>'.encode(), "application/rss+xml"
            ),
            "/atom-actes.xml": Answer(
                f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">{atom}</feed>'.encode(), "application/atom+xml"
            ),
            **{f"/actus/{n}": html(f"<h1>{p.words}</h1>{listed([p])}", p.words) for n, p in enumerate(self.papers)},
        }


class Directories(Site):
    """The State's directories as `towns add` asks them (section 8 and the row "town-hall directory"), knowing the played towns alone."""

    name, origin = "directories", "https://api-lannuaire.service-public.fr"
    also = ("https://geo.api.gouv.fr", "https://recherche-entreprises.api.gouv.fr")
    epci, epci_name = "249900019", "Communauté de communes du Moulin"

    def dynamic(self, asked: Asked) -> Answer | None:
        """Answer as the directory whose host was asked."""
        if asked.origin == self.also[0]:
            return self._geography(asked.path)
        if asked.origin == self.also[1]:
            return self._companies(asked.query.get("q", "")) if asked.path == "/search" else None
        if asked.path.endswith("/api-lannuaire-administration/records"):
            return self._town_halls(asked.query.get("where", ""))
        return None

    @property
    def towns(self) -> list[Site]:
        """The towns that are played."""
        return [make_site(name) for name in TOWNS]

    def _town_halls(self, where: str) -> Answer:
        insee = re.search(r'code_insee_commune\s*=\s*"(\w+)"', where)
        host = re.search(r'site_internet LIKE "%?([^"%]+)%?"', where, re.IGNORECASE)
        found = [t for t in self.towns if (insee and t.insee == insee[1]) or (host and (host[1] in t.host or t.host in host[1]))]
        results = [
            {
                "nom": f"Mairie - {t.town}", "code_insee_commune": t.insee, "siren": t.siren, "siret": f"{t.siren}00017",
                "pivot": json.dumps([{"type_service_local": "mairie", "code_insee_commune": [t.insee]}]),
                "site_internet": json.dumps([{"libelle": "", "valeur": t.origin}]), "adresse_courriel": f"mairie@{t.host}",
            }
            for t in found
        ]  # fmt: skip
        return data({"total_count": len(results), "results": results})

    def _geography(self, path: str) -> Answer:
        what, _, code = path.strip("/").partition("/")
        if what == "epcis" and code == self.epci:
            return data({"nom": self.epci_name, "code": self.epci})
        for town in self.towns:
            if what == "communes" and code == town.insee:
                return data({"nom": town.town, "code": town.insee, "siren": town.siren, "codeEpci": self.epci, "population": 2140})
        return data({"code": 404, "message": "Not found"}, status=404)

    def _companies(self, words: str) -> Answer:
        found = [(t.siren, f"COMMUNE DE {t.town.upper()}", "7210") for t in self.towns if t.siren == words]
        found += [(self.epci, self.epci_name.upper(), "7346")] if words == self.epci else []
        results = [{"siren": s, "nom_complet": n, "nature_juridique": k, "siege": {"siret": f"{s}00017"}} for s, n, k in found]
        return data({"results": results, "total_results": len(results), "page": 1, "per_page": 1, "total_pages": len(results)})
