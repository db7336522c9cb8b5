"""Measures read back from documents made of published lists of measures: `python -m benchmarks.programmes [--misses] [--only WORD]`.

The lists of Rennes 2020 and Montpellier 2026 are laid out as programmes are: a title for each rubric, running text below it, measures as
bullets, as lines without bullets, or as bold titles with a paragraph below; on web pages, in PDFs of one and two columns, with running
heads and page numbers. Nothing of it is kept. Prints recall and precision of the measures among the pledges proposed, and how many quotes
are found verbatim in the stored text. `CHOSE_PROMISE_REAL_DATA` names the folder of real documents.
"""

import argparse
import html
import io
import json
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

from scrapers.parsers.pledges.shapes import Label
from scrapers.programmes.proposals import detected
from scrapers.programmes.reading import Programme, Source, read_sources
from tracker.ids import fold
from tracker.settings import real_data_dir

BARS = {"recall": 0.95, "precision": 0.93, "verbatim": 1.0}
RUNNING = (
    "Notre ville a tout pour elle, et pourtant beaucoup d'habitants ont le sentiment de ne plus être entendus.",
    "Depuis dix ans, les loyers ont augmenté deux fois plus vite que les salaires. Les familles s'éloignent du centre.",
    "Nous croyons à une ville où chacun trouve sa place, quels que soient son âge, son quartier ou ses moyens.",
    "Le constat est connu : les services sont saturés, les délais s'allongent, et la confiance recule.",
    "La crise sanitaire a rappelé combien le lien social est précieux. Elle a aussi montré nos fragilités.",
    "Comment mieux vivre ensemble quand tout pousse au repli ? C'est la question que beaucoup nous ont posée.",
    "L'équipe sortante a dépensé sans compter pour des projets de prestige qui n'ont profité qu'à quelques-uns.",
    "La transition n'est pas une contrainte, c'est une chance pour notre territoire et pour les générations futures.",
    "Au fil de nos réunions publiques, plus de deux cents personnes ont participé à la rédaction de ce chapitre.",
    "Ces dernières années, plusieurs commerces ont fermé et la place du marché a perdu de son animation.",
)


@dataclass(frozen=True)
class Rubric:
    """A title with the measures below it; each may have words of its own below."""

    title: str
    measures: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Read:
    """What was read of one document."""

    measures: int
    found: int
    right: int
    proposed: int
    verbatim: float
    misses: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()


def lists(folder: Path) -> Iterator[tuple[str, tuple[Rubric, ...]]]:
    """Yield each published list with its rubrics."""
    codes = {row["id"]: row["label"] for row in json.loads((folder / "rennes-2020/sous-thematiques.json").read_text(encoding="utf-8"))}
    for one in json.loads((folder / "rennes-2020/candidats.json").read_text(encoding="utf-8")):
        yield f"rennes/{one['id']}", _rubrics([(codes[row["st"]], row["label"].strip(), ()) for row in one["propositions"]])
    found: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {}
    for line in (folder / "montpellier-2026/programmes.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if "_source" not in row:
            theme = (row.get("tags") or ["Autres"])[0].capitalize()
            found.setdefault(row["list"], []).append((theme, row["title"].strip(), tuple(_prose(row.get("text") or ""))))
    for name, rows in found.items():
        yield f"montpellier/{name}", _rubrics(rows)


def _prose(text: str) -> Iterator[str]:
    """Yield the paragraphs of prose of a measure's own text: its bullets and titles are other measures, or none."""
    for block in text.split("\n\n"):
        line = " ".join(re.sub(r"[*_`]|\[([^\]]*)\]\([^)]*\)", r"\1", block).split())
        if line and not re.match(r"[-#>|\d*]", line) and "<" not in line:
            yield line


def _rubrics(rows: Sequence[tuple[str, str, tuple[str, ...]]]) -> tuple[Rubric, ...]:
    grouped: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for title, measure, below in rows:
        grouped.setdefault(title, []).append((" ".join(measure.split()), below))
    return tuple(Rubric(title, tuple(dict.fromkeys(measures))) for title, measures in grouped.items())


def as_html(name: str, rubrics: Sequence[Rubric], titles: bool = False) -> bytes:
    """Return a web page of a list, with a menu and a footer around it."""
    said, out = cycle(RUNNING), [f"<h1>Notre programme : {name}</h1><p>{next(iter(RUNNING))}</p>"]
    for rubric in rubrics:
        out.append(f"<h2>{html.escape(rubric.title)}</h2><p>{html.escape(next(said))}</p>")
        if titles:
            out.extend(
                f"<h3>{html.escape(one)}</h3>" + "".join(f"<p>{html.escape(p)}</p>" for p in below[:2]) for one, below in rubric.measures
            )
        else:
            out.append("<ul>" + "".join(f"<li>{html.escape(one)}</li>" for one, _ in rubric.measures) + "</ul>")
        out.append(f"<p>{html.escape(next(said))}</p>")
    body = (
        "<nav><ul><li><a href='/'>Accueil</a></li><li>L'équipe</li></ul></nav><main>" + "\n".join(out) + "</main><footer>Contact</footer>"
    )
    return f"<!doctype html><html><head><title>{name}</title></head><body>{body}</body></html>".encode()


def _style(**more: object) -> ParagraphStyle:
    return ParagraphStyle("one", fontName="Helvetica", fontSize=10, leading=13, spaceAfter=6, **more)


TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=15, leading=18, spaceBefore=10, spaceAfter=6, keepWithNext=1)
BOLD = ParagraphStyle("bold", fontName="Helvetica-Bold", fontSize=10.5, leading=13, spaceBefore=6, spaceAfter=2, keepWithNext=1)


def as_pdf(name: str, rubrics: Sequence[Rubric], columns: int = 1, how: str = "bullets") -> bytes:
    """Return a PDF of a list, in columns, with a running head and page numbers; `how` its measures stand: bullets, lines or titles."""
    said, flow = cycle(RUNNING), list[Flowable]()
    body = _style(alignment=TA_JUSTIFY)
    item = _style(leftIndent=12, bulletIndent=2) if how == "bullets" else _style()
    for rubric in rubrics:
        flow.append(Paragraph(html.escape(rubric.title), TITLE))
        flow.append(Paragraph(html.escape(next(said)), body))
        for measure, below in rubric.measures:
            if how == "titles":
                flow.append(Paragraph(html.escape(measure), BOLD))
                flow.extend(Paragraph(html.escape(text), body) for text in below[:1])
            else:
                flow.append(Paragraph(html.escape(measure), item, bulletText="•" if how == "bullets" else None))
        flow.append(Paragraph(html.escape(next(said)), body))
    return _built(name, flow, columns)


def _built(name: str, flow: list[Flowable], columns: int) -> bytes:
    buffer, (width, height) = io.BytesIO(), A4
    gutter, margin = 20.0, 50.0
    wide = (width - 2 * margin - gutter * (columns - 1)) / columns
    frames = [
        Frame(margin + number * (wide + gutter), margin, wide, height - 2 * margin - 10, leftPadding=0, rightPadding=0, id=f"c{number}")
        for number in range(columns)
    ]

    def edges(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(margin, height - 35, f"{name} – programme municipal")
        canvas.drawCentredString(width / 2, 25, str(document.page))

    document = BaseDocTemplate(buffer, pagesize=A4, pageTemplates=[PageTemplate(frames=frames, onPage=edges)], invariant=True)
    document.build(flow)
    return buffer.getvalue()


VARIANTS: dict[str, tuple[str, Callable[[str, Sequence[Rubric]], bytes]]] = {
    "html bullets": (".html", as_html),
    "html titles": (".html", lambda name, rubrics: as_html(name, rubrics, titles=True)),
    "pdf bullets": (".pdf", as_pdf),
    "pdf 2 columns": (".pdf", lambda name, rubrics: as_pdf(name, rubrics, 2)),
    "pdf lines": (".pdf", lambda name, rubrics: as_pdf(name, rubrics, 1, "lines")),
    "pdf 2 col. lines": (".pdf", lambda name, rubrics: as_pdf(name, rubrics, 2, "lines")),
    "pdf titles": (".pdf", lambda name, rubrics: as_pdf(name, rubrics, 1, "titles")),
    "pdf 2 col. titles": (".pdf", lambda name, rubrics: as_pdf(name, rubrics, 2, "titles")),
}


def score(programme: Programme, rubrics: Sequence[Rubric]) -> Read:
    """Return what was found of the measures: each is found when one proposed pledge says it and hardly anything else."""
    whole = "\f".join(programme.text.pages)
    pledges = [one.passage for one in detected(programme.composed) if one.label is Label.PLEDGE]
    verbatim = [" ".join(whole[slice(*one.span)].split()) == one.text for one in programme.text.passages]
    wanted = [measure for rubric in rubrics for measure, _ in rubric.measures]
    free = [_words(one.text) for one in pledges]
    misses: list[str] = []
    for measure in wanted:
        words = _words(measure)
        best = max(range(len(free)), key=lambda n: _f1(words, free[n]), default=None) if free else None
        if best is None or _f1(words, free[best]) < 0.85:
            misses.append(measure)
        else:
            free[best] = Counter({"\0": 1})
    extra = tuple(pledges[n].text for n in range(len(free)) if "\0" not in free[n])
    found = len(wanted) - len(misses)
    return Read(len(wanted), found, found, len(pledges), sum(verbatim) / max(1, len(verbatim)), tuple(misses), extra)


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", fold(text)))


def _f1(one: Counter[str], other: Counter[str]) -> float:
    same = sum((one & other).values())
    return 2 * same / max(1, sum(one.values()) + sum(other.values()))


def main() -> int:
    """Print one line for each way of laying out and each town, and say whether every bar is held."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--misses", action="store_true")
    asked.add_argument("--only", default="")
    options = asked.parse_args()
    folder = real_data_dir()
    if folder is None:
        sys.exit("CHOSE_PROMISE_REAL_DATA: expected the folder of real documents")
    known = list(lists(folder / "programmes"))
    good = True
    for town in ("rennes", "montpellier"):
        for name, (suffix, make) in VARIANTS.items():
            if options.only in f"{town} {name}":
                good &= _measured(
                    town, name, [(key, rubrics) for key, rubrics in known if key.startswith(town)], suffix, make, options.misses
                )
    return 0 if good else 1


def _measured(
    town: str, name: str, known: Sequence[tuple[str, tuple[Rubric, ...]]], suffix: str, make: Callable[[str, Sequence[Rubric]], bytes],
    misses: bool,
) -> bool:  # fmt: skip
    start, reads = time.monotonic(), []
    with tempfile.TemporaryDirectory() as place:
        for number, (key, rubrics) in enumerate(known):
            path = Path(place) / f"{number}{suffix}"
            path.write_bytes(make(key.rpartition("/")[2], rubrics))
            reads.append(score(read_sources([Source(path, f"{number:064x}", path.name, path.name)]), rubrics))
    wanted, found, proposed = (sum(getattr(one, field) for one in reads) for field in ("measures", "found", "proposed"))
    verbatim = min(one.verbatim for one in reads)
    recall, precision = found / max(1, wanted), found / max(1, proposed)
    good = recall >= BARS["recall"] and precision >= BARS["precision"] and verbatim >= BARS["verbatim"]
    print(
        f"{'ok ' if good else 'LOW'} {town:12} {name:18} measures {wanted:4} recall {recall:.3f} precision {precision:.3f} "
        f"verbatim {verbatim:.0%} {time.monotonic() - start:.1f} s",
        flush=True,
    )
    for one in reads if misses else ():
        print(*(f"   - {text}" for text in one.misses), *(f"   + {text}" for text in one.extra), sep="\n")
    return good


if __name__ == "__main__":
    sys.exit(main())
