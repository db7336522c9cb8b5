"""Two towns that nobody saw while the rules were written: tables whose links say « Lire », and an accordion of years.

They follow the rows "e-monsite" and "sites/default" only loosely; their papers use first pages of their own (`HELD_OUT`). A bar on
them would be a rule tuned on them: their figures are printed, with a floor far below.
"""

from collections.abc import Mapping
from functools import cached_property

from tests.sites import texts
from tests.sites.engines import Engine
from tests.sites.model import Answer, Paper, items, link, listed
from tests.sites.noise import noise_pages
from tracker.vocabulary import DocumentKind as K

HELD_OUT: Mapping[K, str] = {
    K.PROCES_VERBAL: "MAIRIE\nDE\n{TOWN}\nRÉUNION DU {DAY}\nLe {day}, à 20 h, s'est tenue en mairie la réunion des élus, "
    "présidée par Mme Varenne.\n"
    "Présents : 10 - Pouvoirs : 1 - Absents : 0\nApprobation du compte rendu du {day} : pas d'observation.\n{subject} - "
    "Les élus votent pour à main levée (11 pour).\nLa prochaine réunion aura lieu dans deux mois. Parole au public à 21 h 15.",
    K.LISTE_DELIBERATIONS: "Affiché le lendemain de la séance\nSéance du {day} - conseillers présents : 13\nNuméro   Intitulé   Résultat\n"
    "26-11   {subject}   Unanimité\n26-12   Tarifs   Majorité (2 abstentions)\n26-13   Personnel communal   Unanimité",
    K.DELIBERATION: "Envoyé en préfecture - Reçu en préfecture - Publié le {day}\nID : 099-219900114-{day}-DE\nVille de {town}\n"
    "Séance du {day}\nRapporteur : M. Olivet\n{subject}\nMesdames, Messieurs,\nIl vous est proposé d'approuver ce dossier.\n"
    "LE CONSEIL, après en avoir délibéré, ADOPTE le rapport présenté. Pour : 33. Contre : 6.",
    K.OTHER: "{subject}\nÀ conserver ! Toutes les dates, tous les contacts.\nVotre mairie vous informe.",
}  # fmt: skip


class _Unseen(Engine):
    """Papers whose first pages are those of `HELD_OUT`."""

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        """The shelf, each paper with a text of its own."""
        return tuple(self._rewritten(paper) for paper in super().papers)

    def _rewritten(self, paper: Paper) -> Paper:
        layout = HELD_OUT.get(paper.kind)
        if layout and not paper.body:
            day = texts.long_date(paper.day)
            text = layout.format(TOWN=self.town.upper(), town=self.town, DAY=day.upper(), day=day, subject=paper.subject)
            paper.__dict__["text"] = text
        return paper


class UnseenTable(_Unseen):
    """Brassempont: a row for each sitting, its date in one cell, « Lire » and « Voir la liste » in others."""

    name = "unseen_table"
    origin = "http://www.brassempont.invalid"
    town, insee, siren = "Brassempont", "99113", "219900113"
    head = '<meta name="generator" content="e-monsite">'

    def build(self) -> Mapping[str, Answer]:
        """Return a page of sittings and a page of everything else."""
        sittings = {paper.day: [] for paper in self.truth()}  # type: dict[object, list[Paper]]
        for paper in self.truth():
            sittings[paper.day].append(paper)
        rows = "".join(
            f"<tr><td>{texts.long_date(papers[0].day)}</td>{''.join(f'<td>{link(p.url, p.words)}</td>' for p in papers)}</tr>"
            for papers in sittings.values()
        )
        table = (
            f"<table><caption>Réunions du conseil</caption><tr><th>Date</th><th>Compte rendu</th><th>Délibérations</th></tr>{rows}</table>"
        )
        others = [paper for paper in self.papers if not paper.is_record]
        return {
            **noise_pages(),
            "/": self.page("Brassempont", items(link("/pages/la-commune/", "La commune"), link("/pages/a-telecharger/", "À télécharger"))),
            "/pages/la-commune/": self.page("La commune", items(link("/pages/la-commune/vos-elus-au-travail.html", "Vos élus au travail"))),
            "/pages/la-commune/vos-elus-au-travail.html": self.page("Vos élus au travail", table),
            "/pages/a-telecharger/": self.page("À télécharger", listed(others)),
        }


class UnseenAccordion(_Unseen):
    """Grandval: years in an accordion, one sitting in a frame, papers of other councils on the same page."""

    name = "unseen_accordion"
    origin = "https://www.grandval.invalid"
    town, insee, siren = "Grandval", "99114", "219900114"

    def build(self) -> Mapping[str, Answer]:
        """Return the page of sittings, that of acts, and the kiosk."""
        minutes = [p for p in self.truth() if p.kind == K.PROCES_VERBAL]
        acts = [p for p in self.truth() if p not in minutes]
        kiosk = [p for p in self.papers if not p.is_record]
        frame = f'<h3>Dernière séance</h3><iframe src="{minutes[0].url}" title="Séance du 18 juin 2026"></iframe>'
        years = "".join(
            f"<details><summary>{year}</summary>{listed(p for p in minutes[1:] if str(p.day).startswith(year))}</details>"
            for year in ("2026", "2025")
        )
        steps = items(link("/ma-ville/democratie/seances", "Séances du conseil"), link("/ma-ville/democratie/actes", "Registre des actes"))
        return {
            **noise_pages(),
            "/": self.page("Grandval", items(link("/ma-ville", "Ma ville"), link("/kiosque", "Kiosque"))),
            "/ma-ville": self.page("Ma ville", items(link("/ma-ville/democratie", "Démocratie locale"), link("/contact", "Contact"))),
            "/ma-ville/democratie": self.page("Démocratie locale", steps),
            "/ma-ville/democratie/seances": self.page("Procès-verbaux du conseil municipal", frame + years),
            "/ma-ville/democratie/actes": self.page("Registre des actes", listed(acts)),
            "/kiosque": self.page("Kiosque", listed(kiosk)),
        }  # fmt: skip
