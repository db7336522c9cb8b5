"""Invented villages: a menu in full on each page, a page for each sitting, frames of another age, and scans without words."""

from collections.abc import Mapping
from typing import ClassVar

from tests.sites.model import Answer, Paper, html, items, link
from tests.sites.unseen_kit import Invented, blocks, paper
from tracker.vocabulary import DocumentKind as K

UP = "/wp-content/uploads"
_DAYS = (
    ("2026-06-25", "jeudi-25-juin", "jeudi 25 juin"),
    ("2026-05-21", "jeudi-21-mai", "jeudi 21 mai"),
    ("2026-04-09", "jeudi-9-avril", "jeudi 9 avril"),
    ("2025-12-18", "jeudi-18-decembre", "jeudi 18 décembre"),
    ("2025-10-09", "jeudi-9-octobre", "jeudi 9 octobre"),
    ("2025-06-19", "jeudi-19-juin", "jeudi 19 juin"),
)
_FILES = (("pv", "Procès-verbal", 1), ("liste", "Liste des délibérations", 1), ("odj", "Ordre du jour", 0))


class UnseenMenu(Invented):
    """Charmes-sur-Vanne: the page of accounts is one of thirty entries of the menu; an accordion of years with « Télécharger »."""

    name = "unseen_menu"
    origin = "https://www.charmes-sur-vanne.invalid"
    town, insee, siren = "Charmes-sur-Vanne", "99121", "219900121"
    menu = (
        ("/", "Accueil"),
        ("/mairie", "Mairie"),
        ("/mairie/equipe-municipale", "L'équipe municipale"),
        ("/mairie/services", "Les services"),
        ("/mairie/reunions", "Réunions du conseil"),
        ("/mairie/budget", "Budget"),
        ("/mairie/marches-publics", "Marchés publics"),
        ("/demarches", "Démarches"),
        ("/demarches/etat-civil", "État civil"),
        ("/demarches/urbanisme", "Urbanisme"),
        ("/vivre", "Vivre à Charmes"),
        ("/vivre/ecoles", "Écoles"),
        ("/vivre/cantine", "Cantine"),
        ("/vivre/sante", "Santé"),
        ("/vivre/dechets", "Déchets"),
        ("/vivre/transports", "Transports"),
        ("/sortir", "Sortir"),
        ("/sortir/associations", "Associations"),
        ("/sortir/bibliotheque", "Bibliothèque"),
        ("/bulletin", "Bulletin municipal"),
        ("/contact", "Contact"),
    )
    rows = (
        paper(f"{UP}/2026/07/PV-17-06-26.pdf", "17 juin 2026", "pv", "2026-06-17"),
        paper(f"{UP}/2026/06/20260513-vf.pdf", "13 mai 2026", "pv", "2026-05-13"),
        paper(f"{UP}/2026/05/Seance-08-avril-2026.pdf", "8 avril 2026", "pv", "2026-04-08"),
        paper(f"{UP}/2026/04/Conseil-du-25-mars.pdf", "25 mars 2026", "pv", "2026-03-25"),
        paper(f"{UP}/2026/02/doc-sign.pdf", "28 janvier 2026", "pv", "2026-01-28"),
        paper(f"{UP}/2026/01/CR17122025.pdf", "17 décembre 2025", "cr", "2025-12-17"),
        paper(f"{UP}/2025/11/CR-du-5-nov.pdf", "5 novembre 2025", "cr", "2025-11-05"),
        paper(f"{UP}/2025/10/10-01-CR.pdf", "1er octobre 2025", "cr", "2025-10-01"),
        paper(f"{UP}/2025/07/2-juillet-2025.pdf", "2 juillet 2025", "cr", "2025-07-02"),
        paper(f"{UP}/2025/05/SKM_C25025052110.pdf", "21 mai 2025", "cr", "2025-05-21", "", "scan"),
        paper(f"{UP}/2026/06/deliberations-17-06-26.pdf", "Délibérations du 17 juin", "liste", "2026-06-17"),
        paper(f"{UP}/2026/05/deliberations-13-05-26.pdf", "Délibérations du 13 mai", "liste", "2026-05-13"),
        paper(f"{UP}/2026/05/BP-2026.pdf", "Budget primitif 2026", "other", "", "BUDGET PRIMITIF, NOTE DE PRÉSENTATION"),
        paper(f"{UP}/2026/02/CA-2025.pdf", "Compte administratif 2025", "other", "", "COMPTE ADMINISTRATIF 2025"),
        paper(f"{UP}/2026/02/avis-marche.pdf", "Avis de marché : toiture", "other", "", "AVIS D'APPEL PUBLIC À LA CONCURRENCE"),
        paper(f"{UP}/2026/06/charmes-infos-31.pdf", "Charmes infos n° 31", "other", "", "CHARMES INFOS"),
        paper(f"{UP}/2026/03/charmes-infos-30.pdf", "Charmes infos n° 30", "other", "", "CHARMES INFOS, L'HIVER"),
        paper(f"{UP}/2026/06/menus.pdf", "Menus de juin", "other", "", "MENUS"),
        paper(f"{UP}/2025/11/ce-nov.pdf", "Conseil d'école du 4 novembre 2025", "pv", "2025-11-04", "Classes", "conseil d'école"),
    )

    def build(self) -> Mapping[str, Answer]:
        """Return every page of the menu."""
        accounts = self.of(K.PROCES_VERBAL, K.COMPTE_RENDU)
        years = "".join(
            f'<div class="elementor-toggle-item"><div class="elementor-tab-title">{year}</div><div class="elementor-tab-content">'
            f"{blocks([one for one in accounts if str(one.day).startswith(year)], 'Télécharger')}</div></div>"
            for year in ("2026", "2025")
        )
        lists = blocks(self.of(K.LISTE_DELIBERATIONS), "Télécharger")
        return {
            **self.plain(*self.menu),
            "/": self.page("Bienvenue à Charmes-sur-Vanne", "<p>Un village au bord de l'eau.</p>"),
            "/mairie/reunions": self.page("Réunions du conseil", f"<h2>Les comptes rendus</h2>{years}<h2>Les décisions prises</h2>{lists}"),
            "/mairie/budget": self.page("Budget", blocks(self._others("/BP-", "/CA-"), "Télécharger")),
            "/mairie/marches-publics": self.page("Marchés publics", blocks(self._others("/avis-"), "Télécharger")),
            "/bulletin": self.page("Bulletin municipal", blocks(self._others("/charmes-infos"), "Télécharger")),
            "/vivre/cantine": self.page("Cantine", blocks(self._others("/menus"), "Télécharger")),
            "/vivre/ecoles": self.page("Écoles", blocks(self._others("/ce-nov"), "Télécharger")),
        }

    def _others(self, *marks: str) -> list[Paper]:
        return [one for one in self.others() if any(mark in one.path for mark in marks)]


class UnseenSittings(Invented):
    """Pont-Laverdy: « La commune » → « Vie municipale » → a page for each year → a page for each sitting → one to three files."""

    name = "unseen_sittings"
    origin = "https://pont-laverdy.invalid"
    town, insee, siren = "Pont-Laverdy", "99122", "219900122"
    menu = (("/la-commune", "La commune"), ("/au-quotidien", "Au quotidien"), ("/loisirs", "Loisirs"), ("/actus", "Actus"))
    rows = (
        *(
            paper(f"/storage/documents/{day}-{n}/{kind}.pdf", f"{words} (PDF, 3{n}0 Ko)", kind, day)
            for n, (day, _, _) in enumerate(_DAYS)
            for kind, words, _ in _FILES
        ),
        paper("/storage/documents/71/r-2026-11.pdf", "2026-11 Échange de parcelles", "delib", "2026-06-25"),
        paper("/storage/documents/72/r-2026-12.pdf", "2026-12 Création d'un poste", "delib", "2026-06-25"),
        paper("/storage/documents/90/lettre-ete.pdf", "La lettre d'été", "other", "", "LA LETTRE D'ÉTÉ"),
        paper("/storage/documents/91/guide-associations.pdf", "Guide des associations", "other", "", "GUIDE DES ASSOCIATIONS"),
    )

    def build(self) -> Mapping[str, Answer]:
        """Return the years and the sittings."""
        base = "/la-commune/vie-municipale"
        pages = {
            **self.plain(*self.menu),
            "/": self.page("Pont-Laverdy", items(link("/actus/fete", "Lire la suite"), link("/actus/voirie", "Lire la suite"))),
            "/actus/fete": self.page("La fête du pont", "<p>Le 3 juillet.</p>"),
            "/actus/voirie": self.page("Travaux rue Haute", "<p>En août.</p>"),
            "/la-commune": self.page(
                "La commune",
                items(link("/la-commune/histoire", "Histoire"), link(base, "Vie municipale"), link("/la-commune/plan", "Plan")),
            ),
            "/la-commune/histoire": self.page("Histoire", "<p>1203.</p>"),
            "/la-commune/plan": self.page("Plan", "<p>Carte.</p>"),
            base: self.page(
                "Vie municipale",
                items(
                    link(f"{base}/elus", "Vos élus"),
                    link(f"{base}/commissions", "Commissions"),
                    link(f"{base}/seances-2026", "2026"),
                    link(f"{base}/seances-2025", "2025"),
                ),
            ),
            f"{base}/elus": self.page("Vos élus", "<p>Dix-neuf.</p>"),
            f"{base}/commissions": self.page("Commissions", "<p>Six.</p>"),
            "/loisirs": self.page("Loisirs", "".join(link(one.url, one.words) for one in self.papers if "/9" in one.path[:22])),
        }
        for year in ("2026", "2025"):
            sittings = [(f"{base}/seances-{year}/{slug}", words) for day, slug, words in _DAYS if day.startswith(year)]
            pages[f"{base}/seances-{year}"] = self.page(year, items(*(link(*one) for one in sittings)))
        for day, slug, words in _DAYS:
            shown = [one for one in self.papers if str(one.day) == day]
            pages[f"{base}/seances-{day[:4]}/{slug}"] = self.page(
                f"Séance du {words} {day[:4]}", items(*(link(one.url, one.words) for one in shown))
            )
        return pages


class UnseenFrames(Invented):
    """Vaubrac: a frameset with a menu of its own, a base address, pages in latin-1, links to the same host in http and in https."""

    name = "unseen_frames"
    origin = "http://vaubrac.invalid"
    also = ("https://www.vaubrac.invalid",)
    town, insee, siren = "Vaubrac", "99123", "219900123"
    rows = (
        *(
            paper(f"/cm/{name}.pdf", words, "cr", day)
            for name, words, day in (
                ("juin26", "Juin 2026", "2026-06-12"),
                ("avril26", "Avril 2026", "2026-04-10"),
                ("mars26", "Mars 2026", "2026-03-21"),
                ("fevrier26", "Février 2026", "2026-02-13"),
                ("decembre25", "Décembre 2025", "2025-12-12"),
                ("octobre25", "Octobre 2025", "2025-10-03"),
            )
        ),
        *(
            paper(f"https://www.vaubrac.invalid/cm/archives/{name}.pdf", words, "cr", day, "", "scan")
            for name, words, day in (
                ("cm1", "27 juin 2025", "2025-06-27"),
                ("cm2", "11 avril 2025", "2025-04-11"),
                ("cm3", "14 février 2025", "2025-02-14"),
            )
        ),
        paper("/docs/chasse.pdf", "Règlement de la chasse", "other", "", "RÈGLEMENT INTÉRIEUR DE LA CHASSE"),
        paper("/docs/gite.pdf", "Tarifs du gîte", "other", "", "TARIFS DU GÎTE"),
        paper("/docs/sivu.pdf", "SIVU du Haut-Vaubrac, juin 2026", "cr", "2026-06-02", "Réseau", "SIVU du Haut-Vaubrac"),
        paper("/docs/assainissement.pdf", "Rapport assainissement", "other", "", "RAPPORT SUR LE SERVICE"),
    )

    def build(self) -> Mapping[str, Answer]:
        """Return the frameset and its pages."""
        menu = "<br>".join(
            link(path, words, target="principal")
            for path, words in (
                ("accueil.htm", "Accueil"),
                ("histoire.htm", "Histoire"),
                ("elus.htm", "Le Maire et ses adjoints"),
                ("mairie.htm", "Infos mairie"),
                ("gite.htm", "Gîte"),
                ("photos.htm", "Photos"),
            )
        )
        frames = '<frameset cols="200,*"><frame name="menu" src="menu.htm"><frame name="principal" src="accueil.htm"></frameset>'
        old = "".join(f'<tr><td><font size="2">{link(one.url, one.words)}</font></td></tr>' for one in self.truth() if one.scanned)
        new = "".join(
            f'<tr><td><font size="2">{link(one.path.removeprefix("/cm/"), one.words)}</font></td></tr>'
            for one in self.truth()
            if not one.scanned
        )
        council = f"<p><b>CONSEILS MUNICIPAUX : les comptes rendus</b></p><table>{new}</table>"
        council += f"<p><b>Anciens comptes rendus</b></p><table>{old}</table>"
        mairie = f"<p>Ouverte le mardi.</p>{link('cm/cm.htm', 'Conseils')}<br>{link('docs.htm', 'Documents divers')}"
        return {
            "/": Answer(f"<html><head><title>Vaubrac</title></head>{frames}</html>".encode(), "text/html"),
            "/menu.htm": self._old(menu),
            "/accueil.htm": self._old("<h1>Bienvenue à Vaubrac</h1>"),
            "/histoire.htm": self._old("<p>Un château.</p>"),
            "/elus.htm": self._old("<p>M. le Maire</p>"),
            "/mairie.htm": self._old(mairie),
            "/gite.htm": self._old("<p>Douze lits.</p>"),
            "/photos.htm": self._old("<p>Vues.</p>"),
            "/docs.htm": self._old("<br>".join(link(one.url, one.words) for one in self.others())),
            "/cm/cm.htm": self._old(council, '<base href="http://vaubrac.invalid/cm/">'),
        }

    def _old(self, body: str, head: str = "") -> Answer:
        return html(f"<center>{body}</center>", "Vaubrac", "iso-8859-1", head=head)


class UnseenBlog(Invented):
    """Lestremau: a blog; each sitting is a post « Lire la suite » in a category of three pages, minutes scanned under useless names."""

    name = "unseen_blog"
    origin = "https://lestremau.invalid"
    town, insee, siren = "Lestremau", "99124", "219900124"
    menu = (
        ("/", "Accueil"),
        ("/category/infos", "Infos"),
        ("/category/vie-du-village", "Vie du village"),
        ("/category/vos-elus", "Vos élus"),
        ("/contact", "Contact"),
    )
    posts: ClassVar[tuple[tuple[str, str, str], ...]] = (
        ("/2026/06/22/conseil-de-juin", "Conseil de juin", "2026-06-19"),
        ("/2026/05/18/le-conseil-s-est-reuni", "Le conseil s'est réuni", "2026-05-15"),
        ("/2026/04/13/budget-vote", "Le budget est voté", "2026-04-10"),
        ("/2026/03/23/installation", "Installation du nouveau conseil", "2026-03-20"),
        ("/2026/02/09/conseil-de-fevrier", "Conseil de février", "2026-02-06"),
        ("/2025/12/15/conseil-de-decembre", "Conseil de décembre", "2025-12-12"),
        ("/2025/11/10/conseil-de-novembre", "Conseil de novembre", "2025-11-07"),
        ("/2025/09/29/rentree-du-conseil", "Rentrée du conseil", "2025-09-26"),
    )
    rows = (
        *(
            paper(
                f"/wp-content/uploads/{slug[1:8]}/SCAN{n:04d}.pdf",
                "Procès-verbal" if n % 2 else "PV en pdf",
                "pv",
                day,
                "",
                "scan" if n % 3 else "",
            )
            for n, (slug, _, day) in enumerate(posts)
        ),
        *(
            paper(f"/wp-content/uploads/{slug[1:8]}/liste-{n}.pdf", "Liste des délibérations", "liste", day)
            for n, (slug, _, day) in enumerate(posts[:4])
        ),
        paper("/wp-content/uploads/2026/06/affiche.pdf", "L'affiche", "other", "", "FÊTE DU VILLAGE"),
        paper("/wp-content/uploads/2026/05/arrete-eau.pdf", "Arrêté sécheresse", "arrete", "2026-05-20"),
        paper("/wp-content/uploads/2026/02/inscription.pdf", "Fiche d'inscription", "other", "", "FICHE D'INSCRIPTION"),
        paper("/wp-content/uploads/2026/01/voeux.pdf", "Carte de vœux", "other", "", "VŒUX"),
    )

    def build(self) -> Mapping[str, Answer]:
        """Return the categories and their posts."""
        council = "/category/vos-elus"
        pages = {
            **self.plain(*self.menu),
            "/": self.page(
                "Lestremau", self._teasers([("/2026/06/30/fete", "La fête approche"), ("/2026/05/20/eau", "Restrictions d'eau")])
            ),
            "/category/infos": self.page(
                "Infos", self._teasers([("/2026/05/20/eau", "Restrictions d'eau"), ("/2026/01/05/voeux", "Vœux")])
            ),
            "/category/vie-du-village": self.page(
                "Vie du village", self._teasers([("/2026/06/30/fete", "La fête approche"), ("/2026/02/01/club", "Le club")])
            ),
        }
        for path, words, mark in (
            ("/2026/06/30/fete", "La fête approche", "affiche"),
            ("/2026/05/20/eau", "Restrictions d'eau", "arrete-eau"),
            ("/2026/01/05/voeux", "Vœux", "voeux"),
            ("/2026/02/01/club", "Le club", "inscription"),
        ):
            pages[path] = self.page(words, "".join(link(one.url, one.words) for one in self.others() if mark in one.path))
        for path, words, day in self.posts:
            pages[path] = self.page(
                words,
                "<p>À lire ci-dessous.</p>" + "".join(f"<p>{link(one.url, one.words)}</p>" for one in self.truth() if str(one.day) == day),
            )
        for number in (1, 2, 3):
            nav = "".join(link(council if n == 1 else f"{council}/page/{n}", str(n)) for n in (1, 2, 3))
            pages[council if number == 1 else f"{council}/page/{number}"] = self.page(
                "Vos élus", self._teasers([one[:2] for one in self.posts[3 * number - 3 : 3 * number]]) + nav
            )
        return pages

    def _teasers(self, posts: list[tuple[str, str]]) -> str:
        return "".join(
            f"<article><h2>{link(path, words)}</h2><p>Quelques mots… {link(path, 'Lire la suite')}</p></article>" for path, words in posts
        )


__all__ = ["UnseenBlog", "UnseenFrames", "UnseenMenu", "UnseenSittings"]
