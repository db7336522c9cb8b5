"""Sites that go wrong, one way each: the traps of the reference's list, and the bad input of the issue.

Most of them also hold good documents, because a crawl must bring those home in spite of the rest.
"""

import gzip
import time
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from threading import Event
from typing import Any

from tests.sites.model import Answer, Asked, Paper, Site, document, html, items, link, listed, moved
from tests.sites.noise import noise
from tracker.vocabulary import DocumentKind as K

SHELL = '<!doctype html><html lang="fr"><head><base href="/"><title>Portail</title></head><body><app-root></app-root>{}</body></html>'


class Failing(Site):
    """A council page with three good minutes, to which each failure adds its own."""

    council = "/conseil-municipal"
    town = "Malcontre"

    def shelf(self) -> Sequence[Paper]:
        """Return three minutes."""
        days = (date(2026, 2, 3), date(2026, 4, 7), date(2026, 6, 9))
        return [Paper(f"/docs/pv-{day:%Y-%m-%d}.pdf", f"Procès-verbal du {day:%d/%m/%Y}", K.PROCES_VERBAL, day, self.name) for day in days]

    def extra(self) -> Sequence[str]:
        """Return more links of the council's page."""
        return ()

    def build(self) -> Mapping[str, Answer]:
        """Return a home page and the council's page."""
        return {
            "/": html(f"<h1>{self.town}</h1>{link(self.council, 'Conseil municipal')}", self.town),
            self.council: html(
                f"<h1>Conseil municipal, procès-verbaux</h1>{listed(self.papers)}{items(*self.extra())}", "Conseil municipal"
            ),
        }


class Soft404(Failing):
    """Status 200 on an address that is gone, with a page that says so (trap 4)."""

    name, origin = "soft_404", "http://soft404.invalid"

    def extra(self) -> Sequence[str]:
        """Link a document that is gone."""
        return (link("/docs/pv-2025-12-01.pdf", "Procès-verbal du 01/12/2025"),)

    def dynamic(self, asked: Asked) -> Answer | None:
        """Answer 200 to everything."""
        if (asked.origin, asked.path) in self.by_address or asked.path == "/robots.txt":
            return None
        return html("<h1>Page introuvable</h1><p>La page demandée n'existe plus.</p>", "Page introuvable")


class AngularShell(Site):
    """One shell for any path, robots.txt and sitemap.xml included; the documents exist after JavaScript alone (trap 4)."""

    name, origin, town = "angular_shell", "http://angular.invalid", "Malcontre"

    def dynamic(self, asked: Asked) -> Answer | None:
        """Answer the shell to everything."""
        return Answer(SHELL.format('<script src="main.4f2a.js" type="module"></script>').encode())


class EndlessCalendar(Failing):
    """A calendar by parameter and by path, and paths that repeat themselves (trap 5)."""

    name, origin = "endless_calendar", "http://calendrier.invalid"

    def extra(self) -> Sequence[str]:
        """Link the calendars beside the records."""
        return (
            link("/agenda?month=2026-07", "Agenda des séances du conseil municipal"),
            link("/evenements/2026/07/", "Séances de juillet"),
        )

    def dynamic(self, asked: Asked) -> Answer | None:
        """Answer the noise, a month by path, a page that links to itself one level deeper."""
        parts = asked.path.strip("/").split("/")
        if parts[0] == "evenements" and len(parts) == 3 and parts[1].isdigit() and parts[2].isdigit():
            year, month = int(parts[1]) + int(parts[2]) // 12, int(parts[2]) % 12 + 1
            return html(items(link(f"/evenements/{year}/{month:02d}/", "Mois suivant"), link("conseil/", "Conseil municipal")), "Agenda")
        if parts[-1] == "conseil":
            return html(link("conseil/", "Conseil municipal : délibérations"), "Conseil")
        return noise(asked)


class SessionIds(Failing):
    """Every page gives its links a new identifier of the visit, in the path or in the query (trap 5)."""

    name, origin = "session_ids", "http://sessions.invalid"

    def __init__(self) -> None:
        """Begin with the first visit."""
        self.visits = 0

    def dynamic(self, asked: Asked) -> Answer | None:
        """Answer each page with fresh identifiers; the identifier that comes back is not looked at."""
        self.visits += 1
        path = asked.path.split(";")[0]
        if path in ("/", self.council):
            target = self.council if path == "/" else "/"
            docs = "" if path == "/" else items(*(link(f"{p.path}?PHPSESSID={self.visits:08x}", p.words) for p in self.papers))
            return html(f"{link(f'{target};jsessionid={self.visits:08X}', 'Conseil municipal')}{docs}", "Conseil municipal")
        return None

    def build(self) -> Mapping[str, Answer]:
        """Return nothing fixed."""
        return {}


class Latin1(Failing):
    """Windows-1252 that nobody declares: « œuvre », the euro sign, curly quotes (stack.md, section 2, trap 5)."""

    name, origin = "latin1", "http://latin1.invalid"

    def build(self) -> Mapping[str, Answer]:
        """Return the council's page in bytes of another age."""
        rows = items(*(link(p.path, f"Procès-verbal – main d’œuvre, 12 € – {p.day:%d/%m/%Y}") for p in self.papers))
        page = f"<html><head><title>Conseil municipal – séances</title></head><body><h1>Procès-verbaux</h1>{rows}</body></html>"
        return {"/": html(link(self.council, "Conseil municipal")), self.council: Answer(page.encode("cp1252"), "text/html")}


class AccentedPaths(Failing):
    """Paths with accents and blanks, written as they are (row Bègles; trap 5)."""

    name, origin = "accented_paths", "http://accents.invalid"
    council = "/délibérations/séances du conseil"

    def shelf(self) -> Sequence[Paper]:
        """Return two minutes whose names have accents."""
        return [
            Paper(f"/délibérations/Procès-verbal n°{n} été.pdf", f"Procès-verbal du {day:%d/%m/%Y}", K.PROCES_VERBAL, day, self.name)
            for n, day in enumerate((date(2026, 2, 3), date(2026, 6, 9)), start=1)
        ]

    def build(self) -> Mapping[str, Answer]:
        """Return pages whose links are not percent-encoded."""
        rows = items(*(link(p.path, p.words) for p in self.papers))
        return {"/": html(link(self.council, "Conseil municipal")), self.council: html(f"<h1>Procès-verbaux</h1>{rows}", "Délibérations")}


class PostSearch(Failing):
    """Documents that only a posted form gives (trap 5): there is nothing to follow, and that must be said."""

    name, origin = "post_search", "http://recherche.invalid"

    def build(self) -> Mapping[str, Answer]:
        """Return a form."""
        form = '<form method="post" action="/resultats"><input name="annee"><button>Rechercher une délibération</button></form>'
        return {"/": html(link(self.council, "Conseil municipal")), self.council: html(f"<h1>Délibérations</h1>{form}", "Délibérations")}

    def dynamic(self, asked: Asked) -> Answer | None:
        """Answer the posted form only."""
        if asked.path == "/resultats":
            return html(listed(self.papers), "Résultats") if asked.method == "POST" else html("Méthode non admise", status=405)
        return None


class MovedHost(Failing):
    """The whole site moved to another host for good."""

    name, origin, also = "moved_host", "http://ancien.invalid", ("http://www.nouveau.invalid",)

    def answer(self, asked: Asked) -> Answer | None:
        """Send the old host on."""
        if asked.origin == self.origin:
            return moved(f"{self.also[0]}{asked.target}")
        return super().answer(Asked(self.origin, asked.method, asked.target, asked.headers, asked.body))


class ErrorPages(Failing):
    """Status 200 with an error page: in place of a listing, of a CSV and of a PDF (trap 4)."""

    name, origin = "error_200", "http://erreur.invalid"

    def extra(self) -> Sequence[str]:
        """Link what is broken."""
        return (link("/docs/pv-casse.pdf", "Procès-verbal du 05/05/2026"),)

    def dynamic(self, asked: Asked) -> Answer | None:
        """Answer an error page with status 200."""
        if asked.path in ("/docs/pv-casse.pdf", "/liste.html", "/deliberations.csv"):
            return html("<h1>Erreur 500</h1><p>SQLSTATE[HY000] : connexion refusée.</p>", "Une erreur est survenue")
        return None


class SlowLoris(Failing):
    """One document comes a byte at a time and never ends."""

    name, origin = "slow_loris", "http://lent.invalid"

    def extra(self) -> Sequence[str]:
        """Link the slow document."""
        return (link("/docs/lent.pdf", "Procès-verbal du 06/05/2026"),)

    def dynamic(self, asked: Asked) -> Answer | None:
        """Drip."""
        return Answer(media="application/pdf", wire=_drip, headers={"Content-Length": "100000"}) if asked.path == "/docs/lent.pdf" else None


class HugeBody(Failing):
    """Five gigabytes, announced or not; what is not read is never made."""

    name, origin = "huge_body", "http://enorme.invalid"
    sent = 0  # bytes that really left, for the test

    def extra(self) -> Sequence[str]:
        """Link both."""
        return (link("/docs/enorme.pdf", "Procès-verbal du 06/05/2026"), link("/docs/sans-fin.pdf", "Procès-verbal du 07/05/2026"))

    def dynamic(self, asked: Asked) -> Answer | None:
        """Announce the size, or not."""
        sizes = {"/docs/enorme.pdf": "5000000000", "/docs/sans-fin.pdf": ""}
        size = sizes.get(asked.path)
        return (
            None if size is None else Answer(media="application/pdf", wire=self._pour, headers={"Content-Length": size}, validators=False)
        )

    def _pour(self, handler: Any, stopped: Event) -> None:
        block = b"%PDF-1.7\n" + b"0" * 65_527
        while not stopped.is_set() and self.sent < 5_000_000_000:
            handler.wfile.write(block)
            self.sent += len(block)


class PrivateRedirect(Failing):
    """Documents that lead to private machines, to this computer and to its files."""

    name, origin = "private_redirect", "http://interne.invalid"
    targets: Mapping[str, str] = {
        "/docs/a.pdf": "http://10.0.0.5/secret.pdf", "/docs/b.pdf": "http://169.254.169.254/latest/meta-data/",
        "/docs/c.pdf": "http://127.0.0.1:22/", "/docs/d.pdf": "http://[::1]/x.pdf", "/docs/e.pdf": "file:///etc/passwd",
        "/docs/f.pdf": "http://2130706433/x.pdf",
    }  # fmt: skip

    def extra(self) -> Sequence[str]:
        """Link each of them."""
        return [link(path, f"Procès-verbal {path[6]}") for path in self.targets]

    def dynamic(self, asked: Asked) -> Answer | None:
        """Redirect."""
        return moved(self.targets[asked.path], 302) if asked.path in self.targets else None


class RobotsRefusal(Failing):
    """robots.txt closes the council's pages to everybody: a deferral, not a puzzle."""

    name, origin = "robots_refusal", "http://robots.invalid"

    def dynamic(self, asked: Asked) -> Answer | None:
        """Answer robots.txt."""
        return Answer(b"User-agent: *\nDisallow: /\n", "text/plain") if asked.path == "/robots.txt" else None


class Status(Failing):
    """A site that answers one status to everything but robots.txt."""

    status = 401
    extra_headers: Mapping[str, str] = {}
    words = "Accès refusé"

    def answer(self, asked: Asked) -> Answer | None:
        """Answer the status."""
        if asked.path == "/robots.txt":
            return Answer(b"", "text/plain", 404)
        return html(f"<h1>{self.words}</h1>", self.words, status=self.status, headers=self.extra_headers)


class Unauthorised(Status):
    """401 on everything."""

    name, origin, status = "status_401", "http://s401.invalid", 401


class Forbidden(Status):
    """403 on everything, as given to visitors that look like programs."""

    name, origin, status = "status_403", "http://s403.invalid", 403


class Maintenance(Status):
    """503 with a page for people."""

    name, origin, status, words = "maintenance", "http://maintenance.invalid", 503, "Site en maintenance"


class BusyForLong(Status):
    """429 that asks for an hour."""

    name, origin, status, words = "status_429_long", "http://occupe.invalid", 429, "Trop de requêtes"
    extra_headers: Mapping[str, str] = {"Retry-After": "3600"}


class BusyOnce(Failing):
    """429 with `Retry-After: 1` on the second request only."""

    name, origin = "status_429", "http://patience.invalid"

    def __init__(self) -> None:
        """Begin with nobody refused."""
        self.refused = 0

    def answer(self, asked: Asked) -> Answer | None:
        """Refuse the first time that a document is asked."""
        if asked.path.startswith("/docs/") and not self.refused:
            self.refused += 1
            return html("Trop de requêtes", status=429, headers={"Retry-After": "1"})
        return super().answer(asked)


class Dead(Failing):
    """Nobody listens."""

    name, origin, dead = "dead_host", "http://mort.invalid", True


class BadCertificate(Failing):
    """A certificate that nobody signed."""

    name, origin, tls = "bad_certificate", "https://certificat.invalid", True


class GzipBomb(Failing):
    """Sixty kilobytes that become sixty megabytes, twenty times what the tests allow."""

    name, origin = "gzip_bomb", "http://bombe.invalid"

    def extra(self) -> Sequence[str]:
        """Link the bomb."""
        return (link("/docs/bombe.pdf", "Procès-verbal du 06/05/2026"),)

    def dynamic(self, asked: Asked) -> Answer | None:
        """Send the bomb."""
        if asked.path != "/docs/bombe.pdf":
            return None
        return Answer(_bomb(), "application/pdf", headers={"Content-Encoding": "gzip"}, validators=False)


class RedirectLoop(Failing):
    """Two pages that send to each other, and a chain without end."""

    name, origin = "redirect_loop", "http://boucle.invalid"

    def extra(self) -> Sequence[str]:
        """Link both."""
        return (link("/docs/rond-a.pdf", "Procès-verbal du 06/05/2026"), link("/docs/chaine-1.pdf", "Procès-verbal du 07/05/2026"))

    def dynamic(self, asked: Asked) -> Answer | None:
        """Send on."""
        if asked.path in ("/docs/rond-a.pdf", "/docs/rond-b.pdf"):
            return moved(f"/docs/rond-{'b' if asked.path.endswith('a.pdf') else 'a'}.pdf", 302)
        number = asked.path.removeprefix("/docs/chaine-").removesuffix(".pdf")
        return moved(f"/docs/chaine-{int(number) + 1}.pdf", 302) if number.isdigit() else None


class AddressIsDocument(Failing):
    """The address typed by the user is that of a PDF, and a Facebook page is linked: neither is a town's site."""

    name, origin = "document_address", "http://bulletin.invalid"

    @cached_property
    def bulletin(self) -> Paper:
        """The document at the typed address."""
        return Paper("/bulletin.pdf", "Bulletin", K.OTHER, None, "BULLETIN MUNICIPAL", town=self.town)

    def dynamic(self, asked: Asked) -> Answer | None:
        """Send the bulletin."""
        return document(self.bulletin) if asked.path == "/bulletin.pdf" else None


def _drip(handler: Any, stopped: Event) -> None:
    handler.wfile.write(b"%PDF-1.7\n")
    handler.wfile.flush()
    while not stopped.is_set():
        handler.wfile.write(b"%")
        handler.wfile.flush()
        time.sleep(0.05)


@cache
def _bomb() -> bytes:
    return gzip.compress(b"%PDF-1.7\n" + b"0" * 60_000_000, 6)
