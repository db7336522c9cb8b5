"""The whole municipal site as {path: bytes}: pages, records, planned defects, programmes."""

import csv
import hashlib
import html
import io
from datetime import date
from pathlib import Path

import yaml

from maker import votes
from maker.layouts import Block, blocks
from maker.printers import Look, page, to_docx, to_html, to_pdf
from maker.scan import to_scan
from maker.sittings import Sitting, load_sittings
from maker.words import long_date

PER_PAGE = 12
LISTED = (date(2022, 9, 30), date(2024, 6, 28), date(2025, 11, 21))
_RESULT = {
    "adopted": "Approuvée",
    "rejected": "Rejetée",
    "noted": "Prend acte",
    "adjourned": "Ajournée",
    "withdrawn": "Retirée",
    "elected": "Élection",
}


def look(sitting: Sitting) -> Look:
    """Return the typography of a sitting's layout."""
    council = "Conseil Municipal" if sitting.body == "ville" else "Conseil métropolitain"
    if sitting.layout[0] in "AD":
        return Look("Times-Roman", "Times-Bold", 11)
    if sitting.layout == "B":
        place = "Commune de Valmont-sur-Ourle" if sitting.body == "ville" else "Métropole de l'Ourle"
        return Look("Helvetica", "Helvetica-Bold", 10, foot=f"{place} - {council} du {long_date(sitting.day)} – Page {{page}} / {{pages}}")
    return Look(
        "Helvetica", "Helvetica-Bold", 9.5, head=f"Procès-verbal – {council.lower()} du {long_date(sitting.day)}", foot="{page}/{pages}"
    )


def record(sitting: Sitting) -> bytes:
    """Return the bytes of a sitting's record in its own format."""
    title = f"Procès-verbal de la séance du {long_date(sitting.day)}"
    content = blocks(sitting)
    if sitting.format == "html":
        return to_html(content, title).encode()
    if sitting.format == "docx":
        return to_docx(content)
    pdf = to_pdf(content, look(sitting), title)
    return to_scan(pdf) if sitting.format == "scan" else pdf


def folder(body: str) -> str:
    """Return where a body's records stand."""
    return f"{body}/documents" if body == "ville" else "metropole/pv"


def listing(sittings: list[Sitting], title: str, number: int, last: int, stem: str) -> str:
    """Return one page of the list of records, newest first."""
    rows = []
    for s in sittings:
        word = "Compte rendu" if s.layout == "A1" else "Procès-verbal"
        link = f'<a class="fichier" href="/{folder(s.body)}/{s.file}">{word} de la séance du {long_date(s.day)}</a>'
        rows.append(f'<li class="document"><time datetime="{s.day}">{s.day:%d/%m/%Y}</time> {link}</li>')
    more = f'<a class="suivant" href="/{stem}-{number + 1}.html">Page suivante</a>' if number < last else ""
    return page(title, f"<h1>{html.escape(title)}</h1>\n<ul>\n" + "\n".join(rows) + f"\n</ul>\n<p>Page {number} / {last} {more}</p>")


def listings(sittings: list[Sitting], body: str, title: str, stem: str) -> dict[str, bytes]:
    """Return the pages of the list of a body, paginated."""
    mine = sorted((s for s in sittings if s.body == body), key=lambda s: s.day, reverse=True)
    size = PER_PAGE if body == "ville" else 50
    slices = [mine[i : i + size] for i in range(0, len(mine), size)]
    names = [f"{stem}.html", *(f"{stem}-{i}.html" for i in range(2, len(slices) + 1))]
    return {
        name: listing(part, title, i, len(slices), stem).encode() for i, (name, part) in enumerate(zip(names, slices, strict=True), start=1)
    }


def examined(sitting: Sitting) -> bytes:
    """Return the list of délibérations examined that the law asks for since July 2022."""
    lines = [
        Block("title", "COMMUNE DE VALMONT-SUR-OURLE"), Block("title", "LISTE DES DÉLIBÉRATIONS EXAMINÉES"),
        Block("title", f"Séance du conseil municipal du {long_date(sitting.day)}"), Block("gap"),
        Block("bold", "Numéro – Objet – Approuvée / Rejetée"),
        *(Block("line", f"{a.number} – {a.title} – {_RESULT[votes.outcome(a)]}") for a in sitting.acts), Block("gap"),
        Block("para", "Liste affichée et mise en ligne selon l'article L.2121-25 du code général des collectivités territoriales."),
    ]  # fmt: skip
    return to_pdf(lines, Look("Helvetica", "Helvetica-Bold", 10), "Liste des délibérations examinées")


def pieces(sittings: list[Sitting]) -> dict[str, bytes]:
    """Return the page of délibérations, its lists, and the planned defects: truncated, HTML in disguise, empty."""
    chosen = [s for s in sittings if s.body == "ville" and s.day in LISTED]
    files = {f"ville/documents/liste-deliberations-{s.day}.pdf": examined(s) for s in chosen}
    whole = examined(chosen[0])
    lost = page("Page introuvable", "<h1>Page introuvable</h1><p>Le document demandé a été déplacé.</p>").encode()
    files |= {
        "ville/documents/liste-deliberations-2023-03-24.pdf": whole[: len(whole) // 3],
        "ville/documents/deliberation-D2024-017.pdf": lost,
        "ville/documents/deliberation-D2025-004.pdf": b"",
    }
    rows = [("2025-11-21", "Liste des délibérations du 21 novembre 2025"), ("2024-06-28", "Liste des délibérations du 28 juin 2024"),
            ("2023-03-24", "Liste des délibérations du 24 mars 2023"),
            ("2022-09-30", "Liste des délibérations du 30 septembre 2022")]  # fmt: skip
    links = [(day, f"liste-deliberations-{day}.pdf", text) for day, text in rows]
    links += [
        ("2024-03-22", "deliberation-D2024-017.pdf", "Délibération D2024-017"),
        ("2025-03-28", "deliberation-D2025-004.pdf", "Délibération D2025-004"),
    ]
    cells = "\n".join(
        f'<tr class="piece"><td class="date">{date.fromisoformat(d):%d/%m/%Y}</td><td><a href="/ville/documents/{f}">{t}</a></td></tr>'
        for d, f, t in links
    )
    files["ville/deliberations.html"] = page("Délibérations", f"<h1>Délibérations</h1>\n<table>\n{cells}\n</table>").encode()
    return files


def programme(path: Path) -> tuple[str, bytes]:
    """Return the address and bytes of one programme, from its source."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    content = [Block("title", raw["title"]), Block("gap"), *(Block("para", p) for p in raw["intro"])]
    for section in raw["sections"]:
        content += [Block("gap"), Block("bold", section["heading"]), *(Block("bullet", m) for m in section["measures"])]
    content += [Block("gap"), Block("para", raw["closing"])]
    name = f"programmes/{path.stem}.{raw['format']}"
    if raw["format"] == "html":
        return name, to_html(content, raw["title"]).encode()
    return name, to_pdf(content, Look("Helvetica", "Helvetica-Bold", 11, foot="{page} / {pages}"), raw["title"])


def programmes(sources: Path) -> dict[str, bytes]:
    """Return the programmes and the page that lists them."""
    files = dict(programme(path) for path in sorted((sources / "programmes").glob("*.yml")))
    links = "\n".join(f'<li><a class="programme" href="/{name}">{html.escape(name.split("/")[1])}</a></li>' for name in sorted(files))
    files["programmes/index.html"] = page("Programmes", f"<h1>Programmes des listes</h1>\n<ul>\n{links}\n</ul>").encode()
    return files


def truth(sittings: list[Sitting]) -> bytes:
    """Return what a reader should find (format `minutes` of the evaluate verb): written by the story, not read from the files."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["file", "number", "title", "outcome", "date"])
    for s in sittings:
        for act in s.acts:
            writer.writerow([s.file, act.number, act.title, votes.outcome(act), s.day])
    return stream.getvalue().encode()


def build(sources: Path) -> tuple[dict[str, bytes], bytes]:
    """Return the files of the site and the truth table."""
    sittings = load_sittings(sources)
    files = {f"{folder(s.body)}/{s.file}": record(s) for s in sittings}
    files |= listings(sittings, "ville", "Procès-verbaux du conseil municipal", "ville/proces-verbaux")
    files |= listings(sittings, "metropole", "Séances du conseil métropolitain", "metropole/seances")
    files |= pieces(sittings) | programmes(sources)
    files["robots.txt"] = b"User-agent: *\nDisallow: /interne/\nCrawl-delay: 0\n"
    welcome = "<h1>Valmont-sur-Ourle</h1>\n<p>Bienvenue sur le site de la ville et de la métropole.</p>"
    files["index.html"] = page("Ville de Valmont-sur-Ourle", welcome).encode()
    return files, truth(sittings)


def sha256(content: bytes) -> str:
    """Return the hexadecimal SHA-256 of a file's bytes."""
    return hashlib.sha256(content).hexdigest()
