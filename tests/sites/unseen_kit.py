"""What the invented towns of `unseen_*.py` share: papers written in Python, more layouts of first pages, and surroundings in quantity.

These towns were written before the rules of discovery were widened, by somebody who had not read its words, from the ways real town
halls lay out their sites. They measure what happens on a site that nobody prepared.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import ClassVar
from zlib import crc32

from tests.sites import texts
from tests.sites.engines import Engine
from tests.sites.model import SHORT, Answer, Asked, Paper, html, items, link
from tests.sites.unseen import HELD_OUT
from tracker.vocabulary import DocumentKind as K

MORE: Mapping[K, tuple[str, ...]] = {
    K.PROCES_VERBAL: (
        "{TOWN}\nSéance publique du {day}\nLe quorum étant atteint, Mme le Maire ouvre la séance à 18 h 30.\n"
        "Absents ayant donné procuration : "
        "M. Olivet à Mme Varenne.\n1. {subject}\nIntervention de M. Brunel : il s'interroge sur le calendrier.\n"
        "Mis aux voix, le point est adopté.",
        "Registre des procès-verbaux - {town}\nPROCÈS VERBAL N° 4\ndu {day}\nConseillers en exercice : 19\n{subject}\nVOTE : unanimité\n"
        "L'ordre du jour étant épuisé, la séance est levée.",
    ),
    K.COMPTE_RENDU: (
        "{town} - Ce que le conseil a décidé le {day}\nÉtaient présents 17 conseillers, deux excusés.\n"
        "Point 1 : {subject}. Accord unanime.\n"
        "Point 2 : informations du maire.\nSéance close à 22 h.",
    ),
    K.LISTE_DELIBERATIONS: (
        "{town}\nConseil du {day}\nListe des délibérations examinées\nArticle L. 2121-25 du code général des collectivités territoriales\n"
        "01 - {subject} - APPROUVÉ\n02 - Décision modificative - APPROUVÉ",
    ),
    K.DELIBERATION: (
        "DÉPARTEMENT DE L'OURLE - {TOWN}\nDÉLIBÉRATION\nDate de la séance : {day}\nObjet : {subject}\nNombre de votants : 18\n"
        "L'assemblée délibérante, sur proposition de Mme la présidente, DÉCIDE à l'unanimité.",
        "Accusé de réception en préfecture\n{town}\nSéance du {day}\n{subject}\nExposé des motifs\nLe projet est présenté.\n"
        "Il est proposé de l'adopter. Le conseil, après avoir délibéré, adopte.",
    ),
    K.OTHER: (
        "{subject}\nUn document de {town}\nPour tout renseignement, s'adresser à l'accueil aux heures d'ouverture.",
        "{subject}\nLettre d'information de {town}\nÉdito\nChères habitantes, chers habitants, la saison commence.\nDans ce numéro : la "
        "fête, le marché, les travaux, un retour sur le conseil municipal.",
    ),
}
SUBJECTS = (
    "Toiture de la halle",
    "Règlement du cimetière",
    "Achat d'une tondeuse",
    "Bail de l'ancienne poste",
    "Tarifs de la garderie",
    "Chemin des Aulnes",
    "Contrat d'assurance",
    "Éclairage public",
    "Forêt communale",
    "Défense contre l'incendie",
    "Subventions aux associations",
    "Emprunt pour l'école",
    "Numérotation des rues",
    "Travaux de l'église",
    "Plan de sauvegarde",
    "Antenne relais",
    "Marché du samedi",
    "Logements du presbytère",
    "Piste cyclable",
    "Chaufferie bois",
    "Aire de jeux",
    "Sentier de la rivière",
    "Recensement",
    "Mutuelle",
    "Ludothèque",
)


def paper(path: str, words: str, kind: str, day: str = "", subject: str = "", body: str = "") -> Paper:
    """Return a paper; its subject is drawn from its address when none is given, and `body` may be "scan"."""
    scanned = body == "scan"
    about = subject or f"{SUBJECTS[crc32(path.encode()) % len(SUBJECTS)]} ({crc32(path.encode()) % 9973})"
    when = date.fromisoformat(day) if day else None
    return Paper(path, words, SHORT.get(kind) or K(kind), when, about, "" if scanned else body, scanned=scanned)


class Invented(Engine):
    """A town whose papers are written in its class, with one whole menu on each page."""

    menu: ClassVar[tuple[tuple[str, str], ...]] = ()
    rows: ClassVar[Sequence[Paper]] = ()
    footer: ClassVar[tuple[tuple[str, str], ...]] = (
        ("/mentions-legales", "Mentions légales"),
        ("/accessibilite", "Accessibilité : non conforme"),
    )

    def shelf(self) -> Sequence[Paper]:
        """Return the papers of the class."""
        return self.rows

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        """The shelf, each paper with one of all the layouts of its kind."""
        return tuple(self._written(one) for one in super().papers)

    def _written(self, one: Paper) -> Paper:
        layouts = [*MORE.get(one.kind, ()), *([HELD_OUT[one.kind]] if one.kind in HELD_OUT else []), ""]
        layout = layouts[crc32(one.path.encode()) % len(layouts)]
        if layout and not one.body:
            day = texts.long_date(one.day)
            one.__dict__["text"] = layout.format(TOWN=self.town.upper(), town=self.town, DAY=day.upper(), day=day, subject=one.subject)
        return one

    def page(self, title: str, body: str, crumbs: str = "") -> Answer:
        """Return a page between the menu and the foot of the site."""
        menu = items(*(link(*one) for one in self.menu))
        top = f'<header><a href="/"><img src="/logo.png" alt="{self.town}"></a><nav>{menu}</nav></header>'
        trail = f'<ol class="breadcrumb">{crumbs}</ol>' if crumbs else ""
        foot = f"<footer>{items(*(link(*one) for one in self.footer))}</footer>"
        return html(f"{top}{trail}<main><h1>{title}</h1>{body}</main>{foot}", f"{title} - {self.town}", head=self.head)

    def plain(self, *pages: tuple[str, str]) -> dict[str, Answer]:
        """Return ordinary pages of one paragraph."""
        return {path: self.page(words, "<p>Toutes les informations utiles aux habitants.</p>") for path, words in (*pages, *self.footer)}

    def of(self, *kinds: K) -> list[Paper]:
        """Return the records of these kinds, in order."""
        return [one for one in self.truth() if one.kind in kinds]

    def dynamic(self, asked: Asked) -> Answer | None:
        """Answer a picture of the head of the page; nothing else moves."""
        return Answer(b"GIF89a", "image/gif") if asked.path == "/logo.png" else None


def blocks(papers: Iterable[Paper], words: str, level: str = "h4") -> str:
    """Return each paper as a heading of its own words, and a button that says always the same."""
    return "".join(f'<div class="card"><{level}>{one.words}</{level}><p>{link(one.url, words)}</p></div>' for one in papers)


__all__ = ["MORE", "Invented", "blocks", "paper"]
