"""A town whose site is a handful of hand-written pages, after the rows Murol, Saclas and Saint-Restitut (no engine, useless names)."""

from collections.abc import Mapping

from tests.sites.model import Answer, Asked, Site, html, items, link, listed
from tests.sites.noise import noise, noise_pages
from tracker.vocabulary import DocumentKind as K

MENU = (("Tourisme.html", "Tourisme"), ("Ecole.html", "École"), ("galerie", "Photos"), ("agenda", "Agenda"))


class PlainList(Site):
    """Orfeuil: one page `ConseilMunicipal.html` in latin-1 with a table; two minutes are web pages themselves (`pv12.htm`)."""

    name = "plain_list"
    origin = "http://www.orfeuil.invalid"
    town, insee, siren = "Orfeuil", "99103", "219900103"

    def build(self) -> Mapping[str, Answer]:
        """Return the pages; links are relative and the charset of the council's page is said in the page only."""
        council = [p for p in self.papers if p.is_record or p.kind in (K.CONVOCATION, K.ANNEXE)]
        rows = "".join(f"<tr><td>{link(p.path.lstrip('/'), p.words)}</td></tr>" for p in council)
        page = f"<h1>Conseil municipal : comptes rendus et procès-verbaux</h1><table>{rows}</table>"
        menu = items(*(link(path, words) for path, words in MENU), link("ConseilMunicipal.html", "Conseil municipal"))
        return {
            **noise_pages((("/galerie", "Photos"), ("/agenda", "Agenda"))),
            "/": html(f"<h1>Orfeuil</h1>{menu}{link('Vie-locale.html', 'Vie locale')}", "Commune d'Orfeuil"),
            "/Tourisme.html": html("<p>Le moulin et la cascade.</p>", "Tourisme"),
            "/Ecole.html": html("<p>Deux classes.</p>", "École"),
            "/Vie-locale.html": html(f"<h1>Vie locale</h1>{listed(p for p in self.papers if p not in council)}", "Vie locale"),
            "/ConseilMunicipal.html": Answer(html(page, "Conseil municipal", "iso-8859-1").body, "text/html"),
        }

    def dynamic(self, asked: Asked) -> Answer | None:
        """Answer the noise."""
        return noise(asked)
