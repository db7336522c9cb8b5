"""Invented larger bodies: a document library in pages, four hundred pages of news, a modern engine with its files elsewhere, an EPCI."""

import re
from collections.abc import Mapping
from typing import ClassVar

from tests.sites.model import Answer, Asked, Paper, items, link
from tests.sites.unseen_kit import Invented, paper
from tracker.vocabulary import DocumentKind as K

_SITTINGS = ("2026-06-22", "2026-05-18", "2026-04-13", "2026-03-30", "2026-02-09", "2025-12-15", "2025-11-17", "2025-09-29", "2025-06-30")
_MONTHS = ("", "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")


def _worded(day: str) -> str:
    return f"{int(day[8:])} {_MONTHS[int(day[5:7])]} {day[:4]}"


class UnseenLibrary(Invented):
    """Rochebelle: « Publications » → « Espace documentaire », twenty papers a page (`?start=20`), records between everything else."""

    name = "unseen_library"
    origin = "https://www.rochebelle.invalid"
    town, insee, siren = "Rochebelle", "99125", "219900125"
    head = '<meta name="generator" content="Joomla! - Open Source Content Management">'
    menu = (
        ("/index.php/ma-ville", "Ma ville"),
        ("/index.php/mes-services", "Mes services"),
        ("/index.php/mes-loisirs", "Mes loisirs"),
        ("/index.php/publications", "Publications"),
    )
    rows = (
        *(
            paper(f"/component/jdownloads/send/{n + 40}-x/{n + 300}-pv", f"PV CM {day[8:]}-{day[5:7]}-{day[:4]}", "pv", day)
            for n, day in enumerate(_SITTINGS)
        ),
        *(
            paper(
                f"/component/jdownloads/send/{n + 40}-x/{n + 400}-delib",
                f"Conseil municipal du {_worded(day)} : délibérations",
                "liste",
                day,
            )
            for n, day in enumerate(_SITTINGS[:6])
        ),
        *(
            paper(
                f"/component/jdownloads/send/7-x/{n + 500}-a", f"Arrêté {n + 12}/2026 circulation", "arrete", f"2026-0{n % 6 + 1}-1{n % 9}"
            )
            for n in range(18)
        ),
        *(
            paper(f"/component/jdownloads/send/8-x/{n + 600}-b", f"Le Rochebellois n° {n}", "other", "", f"LE ROCHEBELLOIS {n}")
            for n in range(12)
        ),
        *(
            paper(f"/component/jdownloads/send/9-x/{n + 700}-c", f"Menu semaine {n}", "other", "", f"MENU DE LA SEMAINE {n}")
            for n in range(10)
        ),
    )

    def build(self) -> Mapping[str, Answer]:
        """Return the library in pages of twenty, the kinds mixed."""
        base = "/index.php/publications/espace-documentaire"
        mixed = sorted(self.papers, key=lambda one: one.sha256)
        pages = {
            **self.plain(*self.menu, ("/index.php/publications/journal", "Le journal"), ("/index.php/publications/videos", "Vidéos")),
            "/": self.page("Ville de Rochebelle", "<p>À la une.</p>"),
            "/index.php/ma-ville": self.page(
                "Ma ville", items(link("/index.php/ma-ville/elus", "Les élus"), link("/index.php/ma-ville/histoire", "Histoire"))
            ),
            "/index.php/ma-ville/elus": self.page("Les élus", "<p>Vingt-neuf élus.</p>"),
            "/index.php/ma-ville/histoire": self.page("Histoire", "<p>Roche.</p>"),
            "/index.php/publications": self.page(
                "Publications",
                items(
                    link("/index.php/publications/journal", "Le journal"),
                    link(base, "Espace documentaire"),
                    link("/index.php/publications/videos", "Vidéos"),
                ),
            ),
        }
        for start in range(0, len(mixed), 20):
            shown = "".join(
                f'<div class="doc"><span class="titre">{one.words}</span> {self._icon(one)}</div>' for one in mixed[start : start + 20]
            )
            nav = "".join(link(f"{base}?start={n}" if n else base, str(n // 20 + 1)) for n in range(0, len(mixed), 20))
            pages[f"{base}?start={start}" if start else base] = self.page(
                "Espace documentaire", f'{shown}<div class="pagination">{nav}</div>'
            )
        return pages

    def _icon(self, one: Paper) -> str:
        return link(one.url, '<i class="fa fa-download"></i>', title="Télécharger")


class UnseenBusy(Invented):
    """Sainte-Aubrac: a town of 30,000, four hundred pages of news and associations; a table whose links are icons without text."""

    name = "unseen_busy"
    origin = "https://www.sainte-aubrac.invalid"
    town, insee, siren = "Sainte-Aubrac", "99126", "219900126"
    menu = (
        ("/citoyennete", "Citoyenneté"),
        ("/grandir", "Grandir"),
        ("/bouger", "Bouger"),
        ("/grands-projets", "Grands projets"),
        ("/actualites", "Toutes les actualités"),
        ("/agenda", "Tout l'agenda"),
        ("/associations", "Annuaire des associations"),
        ("/kiosque", "Kiosque"),
    )
    rows = (
        *(paper(f"/fileadmin/medias/cm/{n}/{day.replace('-', '')}_A.pdf", "", "liste", day) for n, day in enumerate(_SITTINGS)),
        *(paper(f"/fileadmin/medias/cm/{n}/{day.replace('-', '')}_B.pdf", "", "pv", day) for n, day in enumerate(_SITTINGS[1:])),
        *(paper(f"/fileadmin/medias/cm/{n}/{day.replace('-', '')}_0.pdf", "", "odj", day) for n, day in enumerate(_SITTINGS)),
        paper("/fileadmin/medias/kiosque/mag-88.pdf", "Le mag 88", "other", "", "LE MAG 88"),
        paper("/fileadmin/medias/kiosque/saison.pdf", "Programme de la saison", "other", "", "SAISON CULTURELLE"),
        paper(
            "/fileadmin/medias/kiosque/cmj.pdf",
            "Compte rendu du conseil municipal des jeunes",
            "cr",
            "2026-05-06",
            "Skate",
            "conseil municipal des jeunes",
        ),
    )

    def build(self) -> Mapping[str, Answer]:
        """Return the column of citizenship; everything else is `dynamic`."""
        base = "/citoyennete/conseil-municipal"
        by_day = {day: [one for one in self.papers if str(one.day) == day and "/cm/" in one.path] for day in _SITTINGS}
        cells = {"_0": "Ordre du jour", "_A": "Délibérations", "_B": "Procès-verbal"}
        rows = "".join(
            f"<tr><td>{_worded(day)}</td>{''.join(f'<td>{self._icon(papers, mark)}</td>' for mark in cells)}</tr>"
            for day, papers in by_day.items()
        )
        head = "".join(f"<th>{words}</th>" for words in ("Séance", *cells.values()))
        return {
            **self.plain(*self.menu[:4]),
            "/": self.page("Sainte-Aubrac", "".join(link(f"/actualites/article-{n}", f"Article {n}") for n in range(1, 25))),
            "/citoyennete": self.page(
                "Citoyenneté",
                items(
                    link("/citoyennete/elections", "Élections"),
                    link("/citoyennete/maire", "Le maire"),
                    link(base, "Conseil municipal"),
                    link("/citoyennete/quartiers", "Conseils de quartier"),
                ),
            ),
            base: self.page(
                "Conseil municipal",
                items(
                    link(f"{base}/elus", "Trombinoscope"),
                    link(f"{base}/seances", "Ordres du jour et décisions"),
                    link(f"{base}/video", "Revoir en vidéo"),
                ),
            ),
            f"{base}/seances": self.page(
                "Ordres du jour et décisions", f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
            ),
            "/kiosque": self.page("Kiosque", items(*(link(one.url, one.words) for one in self.papers if "/kiosque/" in one.path))),
            **self.plain(
                ("/citoyennete/elections", "Élections"),
                ("/citoyennete/maire", "Le maire"),
                ("/citoyennete/quartiers", "Conseils de quartier"),
                (f"{base}/elus", "Trombinoscope"),
                (f"{base}/video", "Vidéo"),
            ),
        }

    def _icon(self, papers: list[Paper], mark: str) -> str:
        return "".join(link(one.url, '<img src="/pdf.png" alt="">', target="_blank") for one in papers if mark in one.path)

    def dynamic(self, asked: Asked) -> Answer | None:
        """Answer the four hundred pages."""
        found = re.fullmatch(r"/(actualites|agenda|associations)(?:/(article|sortie|club)-(\d{1,3}))?", asked.path)
        if not found:
            return super().dynamic(asked)
        word = {"actualites": "article", "agenda": "sortie", "associations": "club"}[found[1]]
        shown = range(1, 134) if not found[3] else range(int(found[3]), min(int(found[3]) + 12, 134))
        return self.page(
            f"{found[1].title()} {found[3] or ''}", items(*(link(f"/{found[1]}/{word}-{n}", f"{word.title()} {n}") for n in shown))
        )


class UnseenModern(Invented):
    """Lormeuil: addresses in English, files on another host under hashed names, words in `aria-label` alone, pages « 1 2 3 »."""

    name = "unseen_modern"
    origin = "https://www.lormeuil.invalid"
    also = ("https://cdn.cms-collectivites.invalid",)
    town, insee, siren = "Lormeuil", "99127", "219900127"
    menu = (("/node/10", "Découvrir"), ("/node/11", "Mon conseil municipal"), ("/node/12", "Au quotidien"), ("/node/13", "Je participe"))
    rows = (
        *(
            paper(
                f"https://cdn.cms-collectivites.invalid/tenants/8f21/files/{n:02d}c4e1d7-55ab.pdf",
                f"Procès-verbal de la séance du {_worded(day)}",
                "pv",
                day,
            )
            for n, day in enumerate(_SITTINGS)
        ),
        *(
            paper(
                f"https://cdn.cms-collectivites.invalid/tenants/8f21/files/{n:02d}a9b2f0-71cd.pdf",
                f"Délibérations de la séance du {_worded(day)}",
                "liste",
                day,
            )
            for n, day in enumerate(_SITTINGS)
        ),
        *(
            paper(f"https://cdn.cms-collectivites.invalid/tenants/8f21/files/{n:02d}ee-99.pdf", words, "other", "", words.upper())
            for n, words in enumerate(("Guide du tri", "Plan de la ville", "Règlement des salles", "Agenda 2026", "Projet éducatif"))
        ),
    )

    def build(self) -> Mapping[str, Answer]:
        """Return the pages of the council, six papers each."""
        records = sorted(self.truth(), key=lambda one: str(one.day), reverse=True)
        pages = {
            **self.plain(*self.menu, ("/node/20", "Le maire"), ("/node/21", "Les adjoints"), ("/node/23", "Tribunes")),
            "/": self.page("Lormeuil", items(link("/node/300", "En savoir plus"), link("/node/301", "En savoir plus"))),
            "/node/300": self.page("La piscine rouvre", "<p>En juin.</p>"),
            "/node/301": self.page("Le marché", "<p>Samedi.</p>"),
            "/node/11": self.page(
                "Mon conseil municipal",
                items(
                    link("/node/20", "Le maire"),
                    link("/node/21", "Les adjoints"),
                    link("/node/22", "Décisions"),
                    link("/node/23", "Tribunes"),
                ),
            ),
            "/node/12": self.page("Au quotidien", "".join(self._card(one) for one in self.others())),
        }
        for number in range(3):
            cards = "".join(self._card(one) for one in records[6 * number : 6 * number + 6])
            nav = items(*(link(f"/node/22?page={n}" if n else "/node/22", str(n + 1)) for n in range(3)))
            pages[f"/node/22?page={number}" if number else "/node/22"] = self.page(
                "Décisions", f'{cards}<nav aria-label="Pagination">{nav}</nav>'
            )
        return pages

    def _card(self, one: Paper) -> str:
        return f'<article class="card">{link(one.url, "<svg></svg>", **{"aria-label": f"Télécharger {one.words}"})}</article>'


class UnseenIntercommunal(Invented):
    """Communauté de communes du Val d'Ourle: « L'institution » → « Instances »; acts named by number; papers of a syndicate beside."""

    name = "unseen_epci"
    origin = "https://www.cc-valdourle.invalid"
    town, insee, siren = "Val d'Ourle", "99128", "249900128"
    menu = (
        ("/linstitution", "L'institution"),
        ("/competences", "Nos compétences"),
        ("/entreprendre", "Entreprendre"),
        ("/sortir-bouger", "Sortir, bouger"),
        ("/contact", "Contact"),
    )
    base: ClassVar[str] = "/linstitution/instances"
    rows = (
        *(paper(f"/sites/ccvo/files/2026-07/2026-{n:03d}.pdf", f"2026-{n:03d}", "delib", "2026-06-29") for n in (41, 42, 43, 44, 45)),
        *(paper(f"/sites/ccvo/files/2026-05/2026-{n:03d}.pdf", f"2026-{n:03d}", "delib", "2026-04-27") for n in (21, 22, 23, 24)),
        *(
            paper(f"/sites/ccvo/files/{day[:7]}/pv-cc-{day[8:]}-{day[5:7]}.pdf", f"Conseil communautaire du {_worded(day)}", "pv", day)
            for day in ("2026-06-29", "2026-04-27", "2026-02-23", "2025-12-15", "2025-10-20")
        ),
        *(
            paper(f"/sites/ccvo/files/{day[:7]}/pv-bc-{day[8:]}-{day[5:7]}.pdf", f"Bureau communautaire du {_worded(day)}", "pv", day)
            for day in ("2026-06-08", "2026-05-11")
        ),
        *(
            paper(
                f"/sites/ccvo/files/{day[:7]}/sictom-{day[8:]}.pdf",
                f"Comité syndical du {_worded(day)}",
                "pv",
                day,
                "Collecte",
                "SICTOM de l'Ourle",
            )
            for day in ("2026-06-15", "2026-03-16")
        ),
        paper("/sites/ccvo/files/2026-01/rpqs.pdf", "RPQS 2025", "other", "", "RAPPORT SUR LE PRIX ET LA QUALITÉ"),
        paper("/sites/ccvo/files/2026-01/statuts.pdf", "Statuts", "other", "", "STATUTS DE LA COMMUNAUTÉ"),
        paper("/sites/ccvo/files/2026-01/pcaet.pdf", "PCAET", "other", "", "PLAN CLIMAT"),
        paper("/sites/ccvo/files/2026-02/a-2026-07.pdf", "Arrêté 2026-07", "arrete", "2026-02-03"),
    )

    def build(self) -> Mapping[str, Answer]:
        """Return the instances, one page for each, and the papers of services."""
        trail = f"<li>{link('/', 'Accueil')}</li><li>{link('/linstitution', 'L’institution')}</li>"
        council = "".join(
            f"<h3>Séance du {words}</h3>{items(*(link(one.url, one.words) for one in self.of(K.DELIBERATION) if str(one.day) == day))}"
            for day, words in (("2026-06-29", "29 juin 2026"), ("2026-04-27", "27 avril 2026"))
        )
        accounts = items(*(link(one.url, one.words) for one in self.of(K.PROCES_VERBAL) if "/pv-cc" in one.path))
        bureau = items(*(link(one.url, one.words) for one in self.of(K.PROCES_VERBAL) if "/pv-bc" in one.path))
        services = [one for one in self.others() if not one.body]
        syndicate = [one for one in self.others() if one.body]
        return {
            **self.plain(*self.menu),
            "/": self.page("Communauté de communes du Val d'Ourle", "<p>Quatorze communes.</p>"),
            "/linstitution": self.page(
                "L'institution",
                items(
                    link("/linstitution/territoire", "Le territoire"),
                    link(self.base, "Les instances"),
                    link("/linstitution/documents", "Documents"),
                    link("/linstitution/equipe", "L'équipe"),
                ),
            ),
            **self.plain(("/linstitution/territoire", "Le territoire"), ("/linstitution/equipe", "L'équipe")),
            self.base: self.page(
                "Les instances",
                items(
                    link(f"{self.base}/assemblee", "L'assemblée"),
                    link(f"{self.base}/bureau", "Le bureau"),
                    link(f"{self.base}/sictom", "Le SICTOM"),
                ),
                trail,
            ),
            f"{self.base}/assemblee": self.page(
                "L'assemblée communautaire", f"<h2>Délibérations</h2>{council}<h2>Procès-verbaux</h2>{accounts}", trail
            ),
            f"{self.base}/bureau": self.page("Le bureau communautaire", f"<h2>Procès-verbaux</h2>{bureau}", trail),
            f"{self.base}/sictom": self.page("Le SICTOM de l'Ourle", items(*(link(one.url, one.words) for one in syndicate)), trail),
            "/linstitution/documents": self.page("Documents", items(*(link(one.url, one.words) for one in services))),
        }


__all__ = ["UnseenBusy", "UnseenIntercommunal", "UnseenLibrary", "UnseenModern"]
