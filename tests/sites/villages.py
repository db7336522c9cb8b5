"""Small towns: SPIP, PHP-Nuke, a page builder and a shared platform of villages, each after its row in the table of vendors."""

from collections.abc import Mapping

from tests.sites.engines import Engine
from tests.sites.model import Answer, Asked, Paper, document, html, items, link, listed, moved
from tests.sites.noise import noise_pages
from tracker.vocabulary import DocumentKind as K


class Spip(Engine):
    """Roquevillard: files with meaningless names whose words stand in a heading above the link "PDF - 1.2 Mo" (row "SPIP")."""

    name = "spip"
    origin = "http://www.roquevillard.invalid"
    town, insee, siren = "Roquevillard", "99109", "219900109"
    head = '<meta name="generator" content="SPIP 4.2">'

    def build(self) -> Mapping[str, Answer]:
        """Return sections and articles; each article has a print variant and the menu an agenda of its own."""
        minutes = [p for p in self.truth() if p.kind in (K.PROCES_VERBAL, K.COMPTE_RENDU)]
        acts = [p for p in self.truth() if p not in minutes]
        sections = (link("/spip.php?rubrique12", "Conseil municipal"), link("/spip.php?rubrique20", "Vie du village"))
        council = (link("/spip.php?article34", "Procès-verbaux des séances"), link("/spip.php?article35", "Délibérations"))
        return {
            **noise_pages(),
            "/": self.page("Roquevillard", items(*sections, link("/spip.php?page=plan", "Plan du site"))),
            "/spip.php?page=plan": self.page("Plan du site", items(*sections)),
            "/spip.php?rubrique12": self.page("Conseil municipal", items(*council)),
            "/spip.php?rubrique20": self.page("Vie du village", _titled(self.others())),
            "/spip.php?article34": self.page("Procès-verbaux des séances du conseil municipal", _titled(minutes) + self._print(34)),
            "/spip.php?article35": self.page("Délibérations du conseil municipal", listed(acts) + self._print(35)),
            "/spip.php?page=imprimer&id_article=34": self.page("Procès-verbaux des séances du conseil municipal", _titled(minutes)),
            "/spip.php?page=imprimer&id_article=35": self.page("Délibérations du conseil municipal", listed(acts)),
        }

    def _print(self, article: int) -> str:
        return link(f"/spip.php?page=imprimer&id_article={article}", "Version imprimable")


def _titled(papers: list[Paper]) -> str:
    return "".join(f"<dl><dt><h3>{p.words}</h3></dt><dd>{link(p.url, 'PDF - 1.2 Mo', type='application/pdf')}</dd></dl>" for p in papers)


class PhpNuke(Engine):
    """Cortalba: `modules.php?name=Downloads&d_op=getit&lid=…`, no extension anywhere, latin-1, sessions in links (row "PHP-Nuke")."""

    name = "phpnuke"
    origin = "http://www.cortalba.invalid"
    town, insee, siren = "Cortalba", "99110", "219900110"
    moved_to: Mapping[str, str] = {"1710": "/upload/doc_1710.pdf", "1702": "/upload/doc_1702.pdf"}

    def page(self, title: str, body: str) -> Answer:
        """Return a page in latin-1, its charset said by the server."""
        return html(f"<table><tr><td>{body}</td></tr></table>", title, "iso-8859-1", head='<meta name="GENERATOR" content="PHP-Nuke">')

    def build(self) -> Mapping[str, Answer]:
        """Return the download module: three categories."""
        module = "/modules.php?name=Downloads"
        council = f"{module}&d_op=viewdownload&cid=3"
        acts = [p for p in self.papers if p.kind in (K.DELIBERATION, K.LISTE_DELIBERATIONS)]
        minutes = [p for p in self.papers if p.kind in (K.PROCES_VERBAL, K.COMPTE_RENDU, K.CONVOCATION)]
        agenda = (link("/agenda?month=2026-06", "Calendrier"), link("/galerie", "Photos"))
        return {
            **noise_pages((("/galerie", "Photos"), ("/agenda", "Agenda"))),
            "/": self.page("Ville de Cortalba", items(link(f"{module}&PHPSESSID=77aa", "Téléchargements"), *agenda)),
            module: self._index(council, module),
            f"{module}&PHPSESSID=77aa": self._index(council, module),
            council: self.page("Conseil municipal : procès-verbaux", listed(minutes)),
            f"{module}&d_op=viewdownload&cid=4": self.page("Conseil municipal : délibérations", listed(acts)),
            f"{module}&d_op=viewdownload&cid=9": self.page("Divers", listed(p for p in self.papers if p not in acts and p not in minutes)),
        }

    def _index(self, council: str, module: str) -> Answer:
        acts = link(f"{module}&d_op=viewdownload&cid=4", "Délibérations du conseil municipal")
        rest = link(f"{module}&d_op=viewdownload&cid=9", "Divers")
        return self.page("Téléchargements", items(link(council, "Procès-verbaux du conseil municipal"), acts, rest))

    def dynamic(self, asked: Asked) -> Answer | None:
        """Send two of the files by a redirect, as this module does for files it stores."""
        number = asked.query.get("lid", "")
        if asked.query.get("d_op") == "getit" and number in self.moved_to:
            return moved(self.moved_to[number], 302)
        for lid, path in self.moved_to.items():
            if asked.path == path:
                return document(next(paper for paper in self.papers if paper.url.endswith(f"lid={lid}")))
        return super().dynamic(asked)


class PageBuilder(Engine):
    """Montbrelle: hashed names on the builder's own host, the kind said by the title of the section alone (row "Wix / Jimdo")."""

    name = "wix"
    origin = "https://www.montbrelle.invalid"
    also = ("https://docs.pageshebergees.invalid",)
    town, insee, siren = "Montbrelle", "99111", "219900111"
    head = '<meta name="generator" content="Wix.com Website Builder">'

    def build(self) -> Mapping[str, Answer]:
        """Return two pages of sections."""
        sections = (("Procès-verbaux du conseil municipal", K.PROCES_VERBAL), ("Listes des délibérations", K.LISTE_DELIBERATIONS))
        council = "".join(f"<section><h2>{title}</h2>{self._section(kind)}</section>" for title, kind in sections)
        others = (("Bulletin", K.OTHER, ("Printemps", "Hiver")), ("Arrêtés", K.ARRETE, ("",)), ("Cantine", K.OTHER, ("Semaine",)))
        life = "".join(f"<section><h2>{title}</h2>{self._section(kind, words)}</section>" for title, kind, words in others)
        return {
            **noise_pages(),
            "/": self.page("Montbrelle", items(link("/conseil-municipal", "Conseil municipal"), link("/vie-pratique", "Vie pratique"))),
            "/conseil-municipal": self.page("Le conseil municipal", council),
            "/vie-pratique": self.page("Vie pratique", life),
        }

    def _section(self, kind: K, words: tuple[str, ...] = ("",)) -> str:
        shown = [paper for paper in self.papers if paper.kind == kind and paper.words.startswith(words)]
        return "".join(f"<p>{link(paper.url, paper.words)}</p>" for paper in shown)

    def dynamic(self, asked: Asked) -> Answer | None:
        """Send a file without ETag nor date, so that a second visit cannot be conditional."""
        paper = self.by_address.get((asked.origin, asked.path))
        return document(paper, validators=False) if paper else super().dynamic(asked)


class VillageNetwork(Engine):
    """Vibreuil: numbers in the path, accounts that are pages, files on a host with an underscore (rows "Réseau des communes", Vibeuf)."""

    name = "reseau"
    origin = "http://www.vibreuil.invalid"
    also = ("http://cdn1_4.reseauvillages.invalid",)
    town, insee, siren = "Vibreuil", "99112", "219900112"

    def build(self) -> Mapping[str, Answer]:
        """Return the numbered pages."""
        accounts = [p for p in self.truth() if p.page]
        files = [p for p in self.papers if not p.page and (p.is_record or p.kind in (K.ARRETE, K.ORDRE_DU_JOUR))]
        published = "/fr/information/97642/publication-deliberations-arretes"
        home = items(
            link("/fr/information/7825/comptes-rendus", "Comptes rendus du conseil municipal"),
            link(published, "Publication des délibérations et arrêtés"), link("/fr/rb/1637001/le-village", "Le village"),
        )  # fmt: skip
        return {
            **noise_pages(),
            "/": self.page("Vibreuil", home),
            "/fr/information/7825/comptes-rendus": self.page("Comptes rendus du conseil municipal", listed(accounts)),
            published: self.page("Publication des délibérations et arrêtés", listed(files)),
            "/fr/rb/1637001/le-village": self.page("Le village", listed(p for p in self.papers if p not in files and not p.page)),
        }
