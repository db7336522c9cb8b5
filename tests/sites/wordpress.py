"""Three WordPress towns, after the row "WordPress REST", the family "WordPress" and the family "documenthèque plug-in"."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from urllib.parse import urlencode

from tests.sites.model import Answer, Asked, Paper, Site, data, html, items, link, listed
from tests.sites.noise import noise, noise_menu, noise_pages
from tracker.ids import fold
from tracker.vocabulary import DocumentKind as K

UP = "/wp-content/uploads"
MINUTES, ACTS = (K.PROCES_VERBAL, K.COMPTE_RENDU), (K.LISTE_DELIBERATIONS, K.DELIBERATION, K.ANNEXE, K.CONVOCATION, K.ORDRE_DU_JOUR)


class WordpressOpen(Site):
    """Valmoulin: `/wp-json/wp/v2/media` is open to all, as reported of both sites of one small town; four files are linked by no page."""

    name = "wordpress"
    origin = "https://www.valmoulin.invalid"
    also: Sequence[str] = ("https://valmoulin.invalid",)
    town, insee, siren = "Valmoulin", "99101", "219900101"
    rest_open = True
    unlinked: frozenset[str] = frozenset(
        {
            f"{UP}/2025/12/Liste-des-deliberations-CM-11-12-2025.pdf", f"{UP}/2026/02/DEL2026-004-subvention-ludotheque.pdf",
            f"{UP}/2026/02/DEL2026-005-voirie-du-bourg.pdf", f"{UP}/2026/05/PV_seance_9avril_2026.pdf",
        }
    )  # fmt: skip

    def build(self) -> Mapping[str, Answer]:
        """Return the home page, the council's three pages and the noise."""
        pv = [p for p in self.linked if p.kind in MINUTES and not p.body]
        acts = [p for p in self.linked if p.kind in ACTS]
        council = (("proces-verbaux", "Procès-verbaux des séances"), ("deliberations", "Délibérations"), ("elus", "Vos élus"))
        return {
            **noise_pages(),
            "/": self.page("Valmoulin", items(link("/conseil-municipal/", "Le conseil municipal"), link("/publications/", "Publications"))),
            "/conseil-municipal/": self.page("Conseil municipal", items(*(link(f"/conseil-municipal/{k}/", w) for k, w in council))),
            "/conseil-municipal/elus/": self.page("Vos élus", "<p>Mme Varenne, maire.</p>"),
            "/conseil-municipal/proces-verbaux/": self.page("Procès-verbaux du conseil municipal", listed(pv)),
            "/conseil-municipal/deliberations/": self.page("Délibérations du conseil municipal", listed(acts)),
            "/publications/": self.page("Publications", listed(p for p in self.linked if p not in pv and p not in acts)),
        }

    @property
    def linked(self) -> list[Paper]:
        """The papers that a page links."""
        return [paper for paper in self.papers if paper.path not in self.unlinked]

    def page(self, title: str, body: str) -> Answer:
        """Return a page with the marks of the engine."""
        head = '<link rel="https://api.w.org/" href="/wp-json/"><meta name="generator" content="WordPress 6.8">'
        return html(f"{noise_menu()}<main><h1>{title}</h1>{body}</main>", title, head=head)

    @cached_property
    def media(self) -> list[dict[str, object]]:
        """The media library, newest first: upload dates, which are not the dates of sittings."""
        rows = []
        for number, paper in enumerate(self.papers, start=1):
            year, month = paper.path.split("/")[3:5]
            rows.append(
                {
                    "id": 400 + number, "date": f"{year}-{month}-{number:02d}T10:15:00", "slug": fold(paper.words).replace(" ", "-"),
                    "link": f"{self.origin}/?attachment_id={400 + number}", "title": {"rendered": paper.words},
                    "media_type": "file", "mime_type": "application/pdf", "source_url": paper.url,
                }
            )  # fmt: skip
        return sorted(rows, key=lambda row: str(row["date"]), reverse=True)

    def dynamic(self, asked: Asked) -> Answer | None:
        """Answer the programming interface, then the noise."""
        if asked.path.rstrip("/") == "/wp-json":
            return data({"name": self.town, "url": self.origin, "namespaces": ["oembed/1.0", "wp/v2"], "routes": {"/wp/v2/media": {}}})
        if asked.path.startswith("/wp-json/wp/v2/"):
            return self._rest(asked)
        return noise(asked)

    def _rest(self, asked: Asked) -> Answer:
        if not self.rest_open:
            return _refused("rest_not_logged_in", "Vous n'êtes pas connecté.", 401)
        if asked.path.removeprefix("/wp-json/wp/v2/").strip("/") != "media":
            return _refused("rest_forbidden", "Désolé, vous n'avez pas l'autorisation.", 401)
        size, page = asked.query.get("per_page", "10"), asked.query.get("page", "1")
        if not size.isdigit() or not 1 <= int(size) <= 100:
            return _refused("rest_invalid_param", "Paramètre(s) non valide(s) : per_page", 400)
        rows = [row for row in self.media if _matches(row, fold(asked.query.get("search", "")))]
        pages = -(-len(rows) // int(size))
        if not page.isdigit() or int(page) > max(pages, 1):
            return _refused("rest_post_invalid_page_number", "Le numéro de page est trop grand.", 400)
        shown = rows[(int(page) - 1) * int(size) :][: int(size)]
        fields = [name for name in asked.query.get("_fields", "").split(",") if name]
        shown = [{name: row[name] for name in fields if name in row} for row in shown] if fields else shown
        headers = {"X-WP-Total": str(len(rows)), "X-WP-TotalPages": str(pages)}
        if int(page) < pages:
            following = urlencode({**asked.query, "page": int(page) + 1})
            headers["Link"] = f'<{self.origin}/wp-json/wp/v2/media?{following}>; rel="next"'
        return data(shown, headers=headers)


class WordpressClosed(WordpressOpen):
    """Saint-Brévelin: the interface answers 401 to visitors, so only the pages are left: a category in three pages, `/page/2/`."""

    name = "wordpress_closed"
    origin = "https://www.saint-brevelin.invalid"
    also = ()
    town, insee, siren = "Saint-Brévelin", "99102", "219900102"
    rest_open = False
    unlinked = frozenset()

    def build(self) -> Mapping[str, Answer]:
        """Return the category, linked from the home page's footer."""
        records, base = self.truth(), "/category/comptes-rendus-du-conseil"
        foot = items(link(f"{base}/", "Comptes rendus du conseil"), link("/documents/", "Documents utiles"))
        pages = {
            **noise_pages(),
            "/": self.page("Saint-Brévelin", f"<footer>{foot}</footer>"),
            "/documents/": self.page("Documents utiles", listed(paper for paper in self.papers if not paper.is_record)),
        }
        for number in range(3):
            older = link(f"{base}/page/{number + 2}/", "Articles plus anciens", **{"class": "next"}) if number < 2 else ""
            address = f"{base}/page/{number + 1}/" if number else f"{base}/"
            pages[address] = self.page("Comptes rendus du conseil municipal", listed(records[number * 5 :][:5]) + older)
        return pages


class Documentheque(WordpressOpen):
    """Port-Audry: a document library by category number (row Audierne); each card has three buttons to the same file.

    One more page holds only the widget of a regional portal: its list exists after JavaScript alone.
    """

    name = "documentheque"
    origin = "https://www.port-audry.invalid"
    also = ()
    town, insee, siren = "Port-Audry", "99104", "219900104"
    rest_open = False
    unlinked = frozenset()
    portal = "https://data-publication.megalis.bretagne.bzh"  # named in the page, never asked
    categories = (
        (16, "Procès-verbaux des séances", MINUTES), (17, "Délibérations", (K.DELIBERATION,)),
        (24, "Listes des délibérations", (K.LISTE_DELIBERATIONS,)),
        (25, "Convocations et ordres du jour", (K.CONVOCATION, K.ORDRE_DU_JOUR)),
        (49, "Arrêtés", (K.ARRETE,)),
        (50, "Autres publications", (K.OTHER, K.ANNEXE)),
    )  # fmt: skip

    def build(self) -> Mapping[str, Answer]:
        """Return the library by category, and the page of the widget."""
        library = "/systeme/documentheque/"
        menu = items(*(link(f"{library}?documents_category={number}", words) for number, words, _ in self.categories))
        widget = f'<app-root siren="{self.siren}"></app-root><script src="{self.portal}/mq_widget/main.js"></script>'
        pages = {
            **noise_pages(),
            "/": self.page("Port-Audry", items(link(library, "Documenthèque"), link("/publication-des-actes/", "Publication des actes"))),
            library: self.page("Documenthèque", menu),
            "/publication-des-actes/": self.page("Publication des actes administratifs", widget),
        }
        for number, words, kinds in self.categories:
            cards = "".join(_card(paper) for paper in self.papers if paper.kind in kinds)
            pages[f"{library}?documents_category={number}"] = self.page(f"Documenthèque : {words}", cards)
        return pages


def _card(paper: Paper) -> str:
    buttons = (
        f'<a class="link-document--feuilleter" data-href="{paper.url}" title="Feuilleter {paper.words}">Feuilleter</a>'
        + link(paper.url, "Consulter", title=f"Consulter {paper.words} - PDF - 60 Ko (nouvel onglet)")
        + link(paper.url, "Télécharger", title=f"Télécharger {paper.words} - PDF - 60 Ko", download=paper.words)
    )
    return f'<article class="card card--document"><p class="listing__title">{paper.words}</p>{buttons}</article>'


def _refused(code: str, message: str, status: int) -> Answer:
    return data({"code": code, "message": message, "data": {"status": status}}, status=status)


def _matches(row: Mapping[str, object], words: str) -> bool:
    title = row["title"]
    text = fold(f"{title['rendered'] if isinstance(title, dict) else ''} {row['slug']}")
    return all(word in text for word in words.split())
