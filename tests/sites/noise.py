"""What surrounds the records on every town site: menus, a calendar without end, galleries, print variants, addresses of the visit."""

import re

from tests.sites.model import Answer, Asked, html, items, link

MENU = (
    ("/cadre-de-vie", "Cadre de vie"), ("/enfance-et-jeunesse", "Enfance et jeunesse"), ("/associations", "Associations"),
    ("/actualites", "Actualités"), ("/agenda", "Agenda des manifestations"), ("/galerie", "Galerie de photos"),
    ("/demarches", "Démarches en ligne"), ("/urbanisme", "Urbanisme"), ("/mentions-legales", "Mentions légales"), ("/contact", "Contact"),
)  # fmt: skip
_MONTH = re.compile(r"^(\d{4})-(\d\d)$")


def noise_pages(menu: tuple[tuple[str, str], ...] = MENU) -> dict[str, Answer]:
    """Return the pages of the menu, each with a few words and links that lead nowhere new."""
    pages = {}
    for path, words in menu:
        extra = {
            "/galerie": items(*(link(f"/galerie/photo-{number}", f"Photo {number}") for number in range(1, 30))),
            "/demarches": items(link("/demarches/paiement", "Payer la cantine"), link("/demarches/passeport", "Demander un passeport")),
            "/actualites": items(link("/actualites/fete-de-la-musique", "La fête de la musique"), link("/?print=1", "Imprimer")),
            "/agenda": link("/agenda?month=2026-07", "Mois suivant"),
        }.get(path, "")
        pages[path] = html(f"<h1>{words}</h1><p>Toutes les informations utiles.</p>{link('/', 'Accueil')}{extra}", words)
    return pages


def noise_menu(menu: tuple[tuple[str, str], ...] = MENU) -> str:
    """Return the menu as it stands at the head of each page."""
    return f"<nav>{items(*(link(path, words) for path, words in menu))}</nav>"


def noise(asked: Asked) -> Answer | None:
    """Answer the pages that never end: a month has a next month, a photograph a next photograph, a page its print."""
    month = _MONTH.match(asked.query.get("month", ""))
    if asked.path == "/agenda" and month:
        year, number = int(month[1]), int(month[2])
        after, before = (year + number // 12, number % 12 + 1), (year - (number == 1), 12 if number == 1 else number - 1)
        links = [link(f"/agenda?month={y:04d}-{m:02d}", words) for (y, m), words in ((after, "Mois suivant"), (before, "Mois précédent"))]
        return html(f"<h1>Agenda {month[0]}</h1>{items(*links)}", "Agenda")
    photo = re.match(r"^/galerie/photo-(\d{1,9})$", asked.path)
    if photo:
        return html(link(f"/galerie/photo-{int(photo[1]) + 1}", "Suivante"), f"Photo {photo[1]}")
    if asked.path.startswith(("/demarches/", "/actualites/")) or "print" in asked.query:
        return html(f"<h1>{asked.path}</h1><p>Une page ordinaire.</p>", "Page")
    return None
