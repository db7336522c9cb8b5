"""Towns on the large engines: Drupal, TYPO3, Joomla and eZ, each after its row in the table of vendors."""

import re
from collections.abc import Mapping

from tests.sites.model import Answer, Asked, Paper, Site, document, html, items, link, listed
from tests.sites.noise import noise, noise_menu, noise_pages
from tracker.vocabulary import DocumentKind as K


class Engine(Site):
    """What the four have in common: the menu around each page, and the noise."""

    head = ""

    def page(self, title: str, body: str) -> Answer:
        """Return a page with the marks of the engine."""
        return html(f"{noise_menu()}<main><h1>{title}</h1>{body}</main>", title, head=self.head)

    def dynamic(self, asked: Asked) -> Answer | None:
        """Answer the noise."""
        return noise(asked)

    def others(self) -> list[Paper]:
        """Return the decoys."""
        return [paper for paper in self.papers if not paper.is_record]


class Drupal(Engine):
    """Castelnoy: a view in pages `?page=N` counted from 0; two records are the pages themselves (row "Drupal")."""

    name = "drupal"
    origin = "https://www.castelnoy.invalid"
    town, insee, siren = "Castelnoy", "99105", "219900105"
    head = '<meta name="Generator" content="Drupal 10 (https://www.drupal.org)">'
    view, size = "/conseil-municipal/actes", 6

    def build(self) -> Mapping[str, Answer]:
        """Return the home page and what is not the view."""
        near = [paper for paper in self.others() if paper.kind in (K.CONVOCATION, K.ORDRE_DU_JOUR, K.ANNEXE)]
        return {
            **noise_pages(),
            "/": self.page("Castelnoy", items(link("/conseil-municipal", "Conseil municipal"), link("/kiosque", "Kiosque"))),
            "/conseil-municipal": self.page("Conseil municipal", items(link(self.view, "Délibérations et procès-verbaux")) + listed(near)),
            "/kiosque": self.page("Kiosque", listed(paper for paper in self.others() if paper not in near)),
        }

    def dynamic(self, asked: Asked) -> Answer | None:
        """Answer a page of the view; after the last the view is empty, with status 200."""
        number = asked.query.get("page", "0")
        if asked.path != self.view or not number.isdigit():
            return super().dynamic(asked)
        shown = self.truth()[int(number) * self.size :][: self.size]
        rows = "".join(
            f'<div class="views-row"><article class="node"><h2>{link(paper.url, paper.words)}</h2></article></div>' for paper in shown
        )
        more = (int(number) + 1) * self.size < len(self.truth())
        following = link(f"?page={int(number) + 1}", "Page suivante", rel="next", title="Aller à la page suivante") if more else ""
        pager = f'<nav class="pager"><ul><li class="pager__item pager__item--next">{following}</li></ul></nav>'
        empty = "" if shown else '<div class="view-empty">Aucun résultat.</div>'
        return self.page("Délibérations et procès-verbaux du conseil municipal", f'<div class="view-content">{rows}</div>{empty}{pager}')


class Typo3(Engine):
    """Bourg-Lestrange: files under `fileadmin`, one page for each year, parameters `tx_…` with a check sum (row "TYPO3")."""

    name = "typo3"
    origin = "https://www.bourg-lestrange.invalid"
    town, insee, siren = "Bourg-Lestrange", "99106", "219900106"
    head = '<meta name="generator" content="TYPO3 CMS">'

    def build(self) -> Mapping[str, Answer]:
        """Return a page for each year, reached from the page of the council."""
        council, years = "/ma-mairie/conseil-municipal.html", ("2026", "2025", "2024")
        shelf = [paper for paper in self.papers if "/Conseils_municipaux/" in paper.path]
        pages = {
            **noise_pages(),
            "/": self.page("Bourg-Lestrange", items(link("/ma-mairie.html", "Ma mairie"), link("/publications.html", "Nos publications"))),
            "/ma-mairie.html": self.page("Ma mairie", items(link(council, "Le conseil municipal"), link("/contact", "Nous écrire"))),
            council: self.page("Séances du conseil municipal", items(*(link(self._year(year), f"Séances {year}") for year in years))),
            "/publications.html": self.page("Nos publications", listed(paper for paper in self.others() if paper not in shelf)),
        }
        for year in years:
            shown = [paper for paper in shelf if f"/{year}/" in paper.path]
            pages[self._year(year)] = self.page(f"Conseil municipal : procès-verbaux et délibérations {year}", listed(shown))
        return pages

    def _year(self, year: str) -> str:
        return f"/ma-mairie/conseil-municipal/seances.html?tx_seances_pi1[year]={year}&cHash=8f{year}c2"


class Joomla(Engine):
    """Sauvegnac: a download manager without extension in its addresses, bytes sent as an attachment (rows "Joomla" and `download`)."""

    name = "joomla"
    origin = "http://www.sauvegnac.invalid"
    town, insee, siren = "Sauvegnac", "99107", "219900107"
    head = '<meta name="generator" content="Joomla! - Open Source Content Management">'

    def build(self) -> Mapping[str, Answer]:
        """Return the categories of the download manager and a page of older accounts."""
        base = "/index.php/mairie/comptes-rendus"
        images = [paper for paper in self.papers if paper.path.startswith("/images/")]
        old = [paper for paper in images if paper.is_record]
        pages = {
            **noise_pages(),
            "/": self.page("Sauvegnac", items(link("/index.php/mairie", "La mairie"), link("/index.php/a-lire", "À lire"))),
            "/index.php/mairie": self.page(
                "La mairie", items(link(base, "Comptes rendus du conseil"), link(f"{base}/archives", "Archives"))
            ),
            "/index.php/a-lire": self.page("À lire", listed(paper for paper in images if paper not in old)),
            base: self.page("Comptes rendus du conseil municipal", items(*(link(f"{base}/category/{c}", w) for c, w in self._years))),
            f"{base}/archives": self.page("Comptes rendus du conseil municipal, archives", listed(old)),
        }
        for category, words in self._years:
            shown = [paper for paper in self.papers if f"/download/{category}/" in paper.path]
            pages[f"{base}/category/{category}"] = self.page(f"Comptes rendus du conseil municipal : {words.lower()}", listed(shown))
        return pages

    _years = (("7-annee-2026", "Année 2026"), ("6-annee-2025", "Année 2025"))

    def dynamic(self, asked: Asked) -> Answer | None:
        """Send a file of the download manager as an attachment of unknown type."""
        paper = self.by_address.get((self.origin, asked.path))
        if paper is not None and "/download/" in asked.path:
            name = re.sub(r"\W+", "_", paper.words)
            return document(paper, media="application/octet-stream", headers={"Content-Disposition": f'attachment; filename="{name}.pdf"'})
        return super().dynamic(asked)


class Ez(Engine):
    """Avrenches: `/content/download/<id>/<id>/version/…` with percent-encoded names, and print variants (rows "eZ" and Avranches)."""

    name = "ez"
    origin = "http://www.avrenches.invalid"
    town, insee, siren = "Avrenches", "99108", "219900108"
    head = '<meta name="generator" content="eZ Publish">'

    def build(self) -> Mapping[str, Answer]:
        """Return the page of the council, its print variant, and the downloads."""
        council = "/Mairie/Vie-municipale/Conseil-Municipal"
        lists = [p for p in self.papers if p.kind == K.LISTE_DELIBERATIONS]
        minutes = [p for p in self.papers if p.kind in (K.PROCES_VERBAL, K.CONVOCATION)]
        extra = link(f"/layout/set/print{council}", "Imprimer") + link("/Mairie/Vie-municipale/Délibérations", "Délibérations")
        body = f"<h2>Procès-verbaux</h2>{listed(minutes)}{extra}"
        return {
            **noise_pages(),
            "/": self.page("Avrenches", items(link("/Mairie", "Mairie"), link("/Telechargements", "Téléchargements"))),
            "/Mairie": self.page("Mairie", items(link("/Mairie/Vie-municipale", "Vie municipale"))),
            "/Mairie/Vie-municipale": self.page("Vie municipale", items(link(council, "Conseil municipal"))),
            council: self.page("Conseil municipal", body),
            f"/layout/set/print{council}": self.page("Conseil municipal", body),
            "/Mairie/Vie-municipale/Délibérations": self.page("Listes des délibérations", listed(lists)),
            "/Telechargements": self.page("Téléchargements", listed(p for p in self.papers if p not in lists and p not in minutes)),
        }
