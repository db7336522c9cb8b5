"""Three more towns, written after the others were found: a register of all acts, addresses with spaces, a portal on its own host."""

from collections.abc import Mapping

from tests.sites.model import Answer, Paper, items, link
from tests.sites.unseen_cities import _SITTINGS, _worded
from tests.sites.unseen_kit import Invented, paper
from tracker.vocabulary import DocumentKind as K


class UnseenRegister(Invented):
    """Vernoux-Plaine: « Votre mairie » → « Publications légales »: one table of all acts, their type in a column, « pdf » as link."""

    name = "unseen_register"
    origin = "https://www.vernoux-plaine.invalid"
    town, insee, siren = "Vernoux-Plaine", "99134", "219900134"
    menu = (
        ("/votre-mairie", "Votre mairie"),
        ("/vos-demarches", "Vos démarches"),
        ("/votre-quotidien", "Votre quotidien"),
        ("/vos-loisirs", "Vos loisirs"),
    )
    rows = (
        *(paper(f"/actes/{n + 800}/fichier.pdf", "Délibération", "delib", _SITTINGS[n % 4], f"Dossier {n}") for n in range(14)),
        *(paper(f"/actes/{n + 900}/fichier.pdf", "Arrêté", "arrete", "2026-05-1" + str(n % 10), f"Rue n° {n}") for n in range(18)),
        *(paper(f"/actes/{n + 950}/fichier.pdf", "Décision du maire", "arrete", "2026-04-1" + str(n), f"Marché n° {n}") for n in range(6)),
        *(paper(f"/actes/{n + 990}/fichier.pdf", "Procès-verbal du conseil municipal", "pv", day) for n, day in enumerate(_SITTINGS[:4])),
    )

    def build(self) -> Mapping[str, Answer]:
        """Return the register, twelve acts a page, and its neighbours."""
        base = "/votre-mairie/publications-legales"
        mixed = sorted(self.papers, key=lambda one: (str(one.day), one.sha256), reverse=True)
        pages = {
            **self.plain(*self.menu, ("/votre-mairie/elus", "Le maire et les élus"), ("/votre-mairie/finances", "Les finances")),
            "/": self.page("Vernoux-Plaine", "<p>Ville fleurie.</p>"),
            "/votre-mairie": self.page(
                "Votre mairie",
                items(
                    link("/votre-mairie/elus", "Le maire et les élus"),
                    link("/votre-mairie/finances", "Les finances"),
                    link(base, "Publications légales"),
                ),
            ),
        }
        for first in range(0, len(mixed), 12):
            rows = "".join(self._row(one) for one in mixed[first : first + 12])
            number = first // 12 + 1
            after = link(f"{base}?p={number + 1}", "Suivant »") if first + 12 < len(mixed) else ""
            head = "<tr><th>Date</th><th>Type</th><th>N°</th><th>Objet</th><th>Document</th></tr>"
            pages[f"{base}?p={number}" if first else base] = self.page("Publications légales", f"<table>{head}{rows}</table>{after}")
        return pages

    def _row(self, one: Paper) -> str:
        cells = (str(one.day), one.words, one.path.split("/")[2], one.subject, link(one.url, "pdf"))
        return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


class UnseenSpaces(Invented):
    """Saint-Aubert: free pages `page-libre-3`, files in capitals with spaces and accents, the host now with and now without www."""

    name = "unseen_spaces"
    origin = "http://www.saint-aubert.invalid"
    also = ("http://saint-aubert.invalid",)
    town, insee, siren = "Saint-Aubert", "99135", "219900135"
    menu = (
        ("/page-libre-1", "Le village"),
        ("/page-libre-2", "La vie communale"),
        ("/page-libre-5", "Tourisme"),
        ("/page-libre-6", "Contact"),
    )
    rows = (
        *(
            paper(
                f"/UserFiles/Conseil {_worded(day).upper()}.PDF", f"Réunion du {_worded(day)}", "cr", day, "", "scan" if n % 3 == 1 else ""
            )
            for n, day in enumerate(_SITTINGS)
        ),
        *(
            paper(f"http://saint-aubert.invalid/UserFiles/délib {n}.PDF", f"Décisions du {_worded(day)}", "liste", day)
            for n, day in enumerate(_SITTINGS[:4])
        ),
        paper("/UserFiles/Bulletin été.PDF", "Bulletin d'été", "other", "", "LE PETIT JOURNAL"),
        paper("/UserFiles/GITE.PDF", "Le gîte", "other", "", "GÎTE COMMUNAL"),
        paper("/UserFiles/SIVOS mai.PDF", "SIVOS de mai", "cr", "2026-05-19", "École", "SIVOS des Aulnes"),
        paper("/UserFiles/Arrêté brûlage.PDF", "Arrêté brûlage", "arrete", "2026-06-01"),
    )

    def build(self) -> Mapping[str, Answer]:
        """Return the free pages."""
        minutes = "".join(f"<li><span>{link(one.url, one.words)}</span></li>" for one in self.of(K.COMPTE_RENDU))
        lists = "".join(f"<li><span>{link(one.url, one.words)}</span></li>" for one in self.of(K.LISTE_DELIBERATIONS))
        body = f"<p><strong>Ce que décide le conseil</strong></p><ul>{minutes}</ul><p><strong>Affichage</strong></p><ul>{lists}</ul>"
        return {
            **self.plain(*self.menu),
            "/": self.page("Saint-Aubert", "<p>Bonjour.</p>"),
            "/page-libre-2": self.page(
                "La vie communale", items(link("/page-libre-3", "Le travail des élus"), link("/page-libre-4", "Divers"))
            ),
            "/page-libre-3": self.page("Le travail des élus", body),
            "/page-libre-4": self.page("Divers", items(*(link(one.url, one.words) for one in self.others()))),
        }


class UnseenPortal(Invented):
    """Port-Sarrain: the acts on a host of their own, linked from « Démocratie »; councils of quarters and the CCAS publish beside."""

    name = "unseen_portal"
    origin = "https://www.port-sarrain.invalid"
    also = ("https://conseils.port-sarrain.invalid",)
    town, insee, siren = "Port-Sarrain", "99136", "219900136"
    menu = (("/decouvrir", "Découvrir"), ("/vivre-ici", "Vivre ici"), ("/democratie", "Démocratie"), ("/mer-et-port", "Mer et port"))
    rows = (
        *(
            paper(f"https://conseils.port-sarrain.invalid/doc/{n}1/view.pdf", "Procès-verbal", "pv", day)
            for n, day in enumerate(_SITTINGS[:8])
        ),
        *(
            paper(f"https://conseils.port-sarrain.invalid/doc/{n}2/view.pdf", "Délibérations adoptées", "liste", day)
            for n, day in enumerate(_SITTINGS[:8])
        ),
        *(
            paper(f"https://conseils.port-sarrain.invalid/doc/{n}3/view.pdf", "Note de synthèse", "annexe", day)
            for n, day in enumerate(_SITTINGS[:8])
        ),
        *(
            paper(f"/quartiers/{n}.pdf", f"Compte rendu du {_worded(day)}", "cr", day, f"Propreté {n}", "conseil de quartier")
            for n, day in enumerate(_SITTINGS[:5])
        ),
        *(
            paper(f"/ccas/{n}.pdf", f"Délibération du {_worded(day)}", "delib", day, f"Aide {n}", "conseil d'administration du CCAS")
            for n, day in enumerate(_SITTINGS[:4])
        ),
    )

    def build(self) -> Mapping[str, Answer]:
        """Return both hosts; their paths differ."""
        quarters = [one for one in self.others() if "/quartiers/" in one.path]
        social = [one for one in self.others() if "/ccas/" in one.path]
        portal = "https://conseils.port-sarrain.invalid"
        steps = (
            link("/democratie/quartiers", "Conseils de quartier"),
            link("/democratie/ccas", "CCAS"),
            link(f"{portal}/seances", "Suivre les conseils"),
        )
        pages = {
            **self.plain(*self.menu),
            "/": self.page("Port-Sarrain", "<p>La mer.</p>"),
            "/democratie": self.page("Démocratie", items(*steps)),
            "/democratie/quartiers": self.page("Conseils de quartier", items(*(link(one.url, one.words) for one in quarters))),
            "/democratie/ccas": self.page("Centre communal d'action sociale", items(*(link(one.url, one.words) for one in social))),
        }
        for number in (1, 2):
            shown = _SITTINGS[4 * number - 4 : 4 * number]
            blocks = "".join(f"<section><h2>{_worded(day)}</h2>{self._files(day)}</section>" for day in shown)
            after = link("/seances/page/2", "2") if number == 1 else link("/seances", "1")
            pages["/seances" if number == 1 else "/seances/page/2"] = self.page("Séances", blocks + after)
        return pages

    def _files(self, day: str) -> str:
        return items(*(link(one.url, one.words) for one in self.papers if str(one.day) == day and "/doc/" in one.path))


__all__ = ["UnseenPortal", "UnseenRegister", "UnseenSpaces"]
