"""Three towns written after the rules of discovery were widened, as a last check: tabs, lines of one paragraph, a choice of years."""

from collections.abc import Mapping
from typing import ClassVar

from tests.sites.model import Answer, Paper, items, link
from tests.sites.unseen_cities import _SITTINGS, _worded
from tests.sites.unseen_kit import Invented, paper
from tracker.vocabulary import DocumentKind as K

_LINES = (
    ("vendredi 12 juin 2026", "2026-06-12"),
    ("vendredi 10 avril 2026", "2026-04-10"),
    ("samedi 28 mars 2026", "2026-03-28"),
    ("vendredi 13 février 2026", "2026-02-13"),
    ("vendredi 12 décembre 2025", "2025-12-12"),
    ("vendredi 3 octobre 2025", "2025-10-03"),
)


class UnseenTabs(Invented):
    """Beauséjour: a large menu; agenda, acts and minutes in three tabs whose titles stand together above the panels; dates as names."""

    name = "unseen_tabs"
    origin = "https://www.beausejour-sur-ourle.invalid"
    town, insee, siren = "Beauséjour-sur-Ourle", "99131", "219900131"
    menu = (
        ("/ville-et-institutions", "Ville et institutions"),
        ("/ville-et-institutions/le-maire", "Le maire"),
        ("/ville-et-institutions/le-conseil", "Le conseil"),
        ("/ville-et-institutions/services", "Les services"),
        ("/vie-quotidienne", "Vie quotidienne"),
        ("/vie-quotidienne/enfance", "Enfance"),
        ("/vie-quotidienne/proprete", "Propreté"),
        ("/culture-sport", "Culture et sport"),
        ("/culture-sport/piscine", "Piscine"),
        ("/demain", "La ville de demain"),
        ("/demain/plu", "PLU"),
        ("/espace-presse", "Espace presse"),
    )
    rows = (
        *(
            paper(f"/medias/doc/{4000 + n}-{kind}", _worded(day), kind, day)
            for kind in ("pv", "liste", "odj")
            for n, day in enumerate(_SITTINGS[:7])
        ),
        paper("/medias/doc/5001.pdf", "Communiqué du 4 mai", "other", "", "COMMUNIQUÉ DE PRESSE"),
        paper("/medias/doc/5002.pdf", "Dossier de rentrée", "other", "", "DOSSIER DE PRESSE"),
        paper("/medias/doc/5003.pdf", "Règlement écrit", "other", "", "PLAN LOCAL D'URBANISME"),
        paper("/medias/doc/5004.pdf", "Délibération prescrivant le PLU", "delib", "2025-06-30"),
    )

    def shelf(self) -> tuple[Paper, ...]:
        """Return the papers, those of sittings with the ending of a file."""
        return tuple(Paper(**{**one.__dict__, "path": one.path if one.path.endswith(".pdf") else f"{one.path}.pdf"}) for one in self.rows)

    def build(self) -> Mapping[str, Answer]:
        """Return the page of tabs."""
        tabs = (
            ("odj", "Ordres du jour", K.ORDRE_DU_JOUR),
            ("del", "Délibérations", K.LISTE_DELIBERATIONS),
            ("pv", "Procès-verbaux", K.PROCES_VERBAL),
        )
        heads = "".join(
            f'<li role="presentation"><a href="#{key}" role="tab" aria-controls="{key}" id="{key}-tab">{words}</a></li>'
            for key, words, _ in tabs
        )
        panels = "".join(
            f'<div id="{key}" role="tabpanel" aria-labelledby="{key}-tab">'
            f"{items(*(link(one.url, one.words) for one in self.papers if one.kind == kind))}</div>"
            for key, _, kind in tabs
        )
        council = "/ville-et-institutions/le-conseil"
        return {
            **self.plain(*self.menu),
            "/": self.page("Beauséjour-sur-Ourle", "<p>Bienvenue.</p>"),
            council: self.page(
                "Le conseil", items(link(f"{council}/composition", "Composition"), link(f"{council}/travaux", "Les travaux de l'assemblée"))
            ),
            **self.plain((f"{council}/composition", "Composition")),
            f"{council}/travaux": self.page(
                "Les travaux de l'assemblée", f'<ul class="nav nav-tabs" role="tablist">{heads}</ul><div class="tab-content">{panels}</div>'
            ),
            "/demain/plu": self.page(
                "PLU", "".join(f"<p>{link(one.url, one.words)}</p>" for one in self.papers if one.path.endswith(("5003.pdf", "5004.pdf")))
            ),
            "/espace-presse": self.page(
                "Espace presse",
                "".join(f"<p>{link(one.url, one.words)}</p>" for one in self.papers if one.path.endswith(("5001.pdf", "5002.pdf"))),
            ),
        }


class UnseenLines(Invented):
    """Montfaucelle: one paragraph of lines, « date : ordre du jour - compte-rendu - délibérations », hashed names on a free host."""

    name = "unseen_lines"
    origin = "http://montfaucelle.invalid"
    also = ("https://static.sitegratuit.invalid",)
    town, insee, siren = "Montfaucelle", "99132", "219900132"
    menu = (
        ("/accueil.html", "Accueil"),
        ("/infos-pratiques", "Infos pratiques"),
        ("/le-coin-de-la-mairie", "Le coin de la mairie"),
        ("/bouger-sortir", "Bouger, sortir"),
        ("/livre-d-or", "Livre d'or"),
    )
    rows = (
        *(
            paper(
                f"https://static.sitegratuit.invalid/u/77/{n}{mark}f3c09b7e21a4d5.pdf",
                words,
                kind,
                day,
                "",
                "scan" if kind == "cr" and n % 2 else "",
            )
            for n, (_, day) in enumerate(_LINES)
            for mark, words, kind in (("a", "ordre du jour", "odj"), ("b", "compte-rendu", "cr"), ("c", "délibérations", "liste"))
        ),
        paper("https://static.sitegratuit.invalid/u/77/90f3c09b7e21a4d5.pdf", "plan du bourg", "other", "", "PLAN DU BOURG"),
        paper(
            "https://static.sitegratuit.invalid/u/77/91f3c09b7e21a4d5.pdf",
            "compte-rendu de l'AG",
            "cr",
            "2026-01-24",
            "Bilan",
            "association des chasseurs",
        ),
        paper("https://static.sitegratuit.invalid/u/77/92f3c09b7e21a4d5.pdf", "arrêté du 2 mars", "arrete", "2026-03-02"),
    )

    def build(self) -> Mapping[str, Answer]:
        """Return the handful of pages."""
        lines = "<br>".join(
            f"{words} : {' - '.join(link(one.url, one.words) for one in self.papers if str(one.day) == day and not one.body)}"
            for words, day in _LINES
        )
        others = [one for one in self.papers if one.kind in (K.OTHER, K.ARRETE) or one.body]
        return {
            **self.plain(*self.menu),
            "/": self.page("Montfaucelle", "<marquee>Bienvenue</marquee>"),
            "/le-coin-de-la-mairie": self.page(
                "Le coin de la mairie",
                items(
                    link("/le-coin-de-la-mairie/horaires", "Horaires"), link("/le-coin-de-la-mairie/on-en-parle", "On en parle au conseil")
                ),
            ),
            "/le-coin-de-la-mairie/horaires": self.page("Horaires", "<p>Le mardi.</p>"),
            "/le-coin-de-la-mairie/on-en-parle": self.page("On en parle au conseil", f"<p>{lines}</p>"),
            "/bouger-sortir": self.page("Bouger, sortir", items(*(link(one.url, one.words) for one in others))),
        }


class UnseenYears(Invented):
    """Pays de Sarmont: acts of an agglomeration, a choice of years `?annee=`, cards that a script opens, an address with a redirect."""

    name = "unseen_years"
    origin = "https://www.agglo-sarmont.invalid"
    town, insee, siren = "Pays de Sarmont", "99133", "249900133"
    menu = (
        ("/l-agglomeration", "L'agglomération"),
        ("/grands-projets", "Grands projets"),
        ("/services-au-quotidien", "Services au quotidien"),
        ("/recherche", "Recherche"),
    )
    base: ClassVar[str] = "/l-agglomeration/les-actes"
    rows = (
        *(
            paper(f"/documents/CC_{n + 20}_{y}_{n:03d}.pdf", f"CC {y}-{n:03d} {words}", "delib", day)
            for y, day in (("2026", "2026-06-25"), ("2025", "2025-11-27"))
            for n, words in enumerate(
                ("Compte de gestion", "Convention piscine", "Plan de mobilité", "Tarifs des déchets", "Fonds de concours"), 1
            )
        ),
        *(
            paper(f"/documents/verbatim-{day}.pdf", f"Verbatim de la séance du {_worded(day)}", "pv", day)
            for day in ("2026-06-25", "2026-04-02", "2025-11-27", "2025-09-25")
        ),
        *(paper(f"/documents/arr-{n}.pdf", f"AR 2026-{n:03d} Délégation de signature", "arrete", "2026-05-04") for n in (3, 4, 5)),
        paper("/documents/rapport-activite.pdf", "Rapport d'activité 2025", "other", "", "RAPPORT D'ACTIVITÉ"),
        paper("/documents/pcaet.pdf", "Plan climat", "other", "", "PLAN CLIMAT"),
    )

    def build(self) -> Mapping[str, Answer]:
        """Return the acts by year."""
        pages = {
            **self.plain(*self.menu),
            "/": self.page("Pays de Sarmont", "<p>Trente communes.</p>"),
            "/l-agglomeration": self.page(
                "L'agglomération",
                items(
                    link("/l-agglomeration/president", "Le président"),
                    link("/l-agglomeration/communes", "Les communes"),
                    link(self.base, "Les actes"),
                ),
            ),
            **self.plain(("/l-agglomeration/president", "Le président"), ("/l-agglomeration/communes", "Les communes")),
            "/grands-projets": self.page(
                "Grands projets", items(*(link(one.url, one.words) for one in self.papers if one.kind == K.OTHER))
            ),
        }
        for year in ("2026", "2025"):
            shown = [one for one in self.papers if str(one.day).startswith(year)]
            choice = "".join(f'<option value="{self.base}?annee={one}">{one}</option>' for one in ("2026", "2025"))
            links = " ".join(link(f"{self.base}?annee={one}", one) for one in ("2026", "2025"))
            page = self.page(f"Les actes {year}", f"<select>{choice}</select>{links}{''.join(self._card(one) for one in shown)}")
            pages[f"{self.base}?annee={year}"] = page
        pages[self.base] = pages[f"{self.base}?annee=2026"]
        return pages

    def _card(self, one: Paper) -> str:
        return f'<div class="carte"><p class="intitule">{one.words}</p><p>{link(one.url, "Consulter")}</p></div>'


__all__ = ["UnseenLines", "UnseenTabs", "UnseenYears"]
