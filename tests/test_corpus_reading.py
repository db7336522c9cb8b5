"""Acceptance on real documents, each read once: the acts of the official list, the kinds, and no change that nobody looked at.

Every document gives what it gave when a person last looked: a change is wanted, looked at, and pinned anew.
"""

import re
from collections import defaultdict
from datetime import date
from functools import cached_property
from pathlib import Path

import pytest

from flows_evaluate import FileItem
from scrapers.parsers.context import Context
from scrapers.parsers.document import parse_document
from tests.corpus_pins import current_pins, read_corpus, read_pins
from tracker.ids import fold
from tracker.items import ActItem, ReadingItem
from tracker.settings import real_data_dir
from tracker.vocabulary import DocumentKind, Outcome

pytestmark = pytest.mark.corpus
WITHOUT_MINUTES = {date(2024, 1, 23), date(2024, 8, 28)}
_WORD = re.compile(r"[a-z0-9]+")
_EMPTY = {"de", "du", "des", "la", "le", "les", "l", "d", "a", "au", "aux", "et", "en", "pour", "sur", "par", "objet"}
SHORT_FOR = {
    "bp": "budget primitif",
    "rodp": "redevance occupation domaine public",
    "epci": "communaute communes",
    "se60": "syndicat energie oise",
}


class Corpus:
    """The real documents and what the reader gave on each."""

    def __init__(self, folder: Path) -> None:
        """Keep the folder."""
        self.folder = folder

    @cached_property
    def items(self) -> dict[Path, list[FileItem]]:
        """What each document gave, read when a test first asks: lines are not counted in tests of the corpus, but are in fixtures."""
        return read_corpus(self.folder)

    def reading(self, path: Path) -> ReadingItem:
        """Return the text of a document."""
        return next(one for one in self.items[path] if isinstance(one, ReadingItem))

    def acts(self, paths: list[Path]) -> dict[str, list[ActItem]]:
        """Return the acts of documents of a council, by name of file."""
        found: dict[str, list[ActItem]] = {}
        for path in paths:
            reading = self.reading(path)
            item = ReadingItem(sha256="0" * 64, text_status=reading.text_status, pages=reading.pages, extractor=reading.extractor)
            acts = [one for one in parse_document(item, Context("council", (path.name,))) if isinstance(one, ActItem)]
            assert all(item.text[act.span[0] : act.span[1]] == act.text for act in acts)
            found[path.name] = acts
        return found


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    folder = real_data_dir()
    if folder is None:
        pytest.skip("corpus: CHOSE_PROMISE_REAL_DATA is not set")
    return Corpus(folder / "minutes")


@pytest.fixture(scope="module")
def town(corpus: Corpus) -> Path:
    return corpus.folder / "pierrefonds"


def words(title: str) -> set[str]:
    simple = fold(title)
    for short, whole in SHORT_FOR.items():
        simple = re.sub(rf"\b{short}\b", whole, simple)
    return {word[:6] for word in _WORD.findall(simple)} - _EMPTY


def alike(one: str, other: str) -> float:
    """Return token F1, or the share of the shorter title held by the longer when that is nearly all of it."""
    a, b = words(one), words(other)
    common = len(a & b)
    f1 = 2 * common / (len(a) + len(b)) if a and b else 0.0
    held = common / min(len(a), len(b)) if a and b else 0.0
    return max(f1, 0.9 * held if held >= 0.6 and min(len(a), len(b)) >= 2 else 0.0)


def matches(rows: list[ActItem], acts: list[ActItem]) -> list[tuple[ActItem, ActItem]]:
    """Match rows and acts one to one by sitting date and title, best pairs first; the printed number is not used."""
    pairs = sorted(
        ((alike(r.title, a.title), n, m) for n, r in enumerate(rows) for m, a in enumerate(acts) if r.date == a.date), reverse=True
    )
    used_rows: set[int] = set()
    used_acts: set[int] = set()
    found = []
    for score, n, m in pairs:
        if score >= 0.5 and n not in used_rows and m not in used_acts:
            used_rows.add(n)
            used_acts.add(m)
            found.append((rows[n], acts[m]))
    return found


def test_minutes_alone_give_the_acts_of_the_official_list(corpus: Corpus, town: Path) -> None:
    official = next(path for path in town.glob("REPERTOIRE*2024*.pdf"))
    rows = [row for row in corpus.acts([official])[official.name] if row.date not in WITHOUT_MINUTES]
    assert len(rows) == 49
    dates = {row.date for row in rows}
    minutes = corpus.acts(sorted(path for path in town.glob("*.pdf") if path != official))
    acts = [act for own in minutes.values() for act in own if act.date in dates]
    found = matches(rows, acts)
    extra = {act.title for act in acts} - {act.title for _, act in found}
    print(f"\nfound {len(found)} of {len(rows)} rows; {len(acts)} acts; no row: {sorted(extra)}")
    print("missing:", sorted({row.title for row in rows} - {row.title for row, _ in found}))
    assert len(found) >= 0.9 * len(rows)
    assert len(acts) - len(found) <= 0.05 * len(acts)
    chosen = {(Outcome.ADOPTED, Outcome.ELECTED)}  # the list prints "approuvée" for a designation that the minutes tell as an election
    outcomes = sum(row.outcome == act.outcome or (row.outcome, act.outcome) in chosen for row, act in found)
    assert outcomes >= 0.95 * len(found)


def test_every_title_of_the_town_is_a_title(corpus: Corpus, town: Path) -> None:
    for name, acts in corpus.acts(sorted(town.glob("*.pdf"))).items():
        for act in acts:
            assert sum(c.isalpha() for c in act.title) >= 2, f"{name}: {act.number} {act.title!r}"
            assert not re.match(r"(?i)(objet|sans titre|n/a|titre|délibération)\W*$", act.title), f"{name}: {act.title!r}"


def test_agendas_summons_and_orders_give_no_act(corpus: Corpus) -> None:
    root = corpus.folder
    manifest = (root / "manifest.csv").read_text(encoding="utf-8").splitlines()
    cells = [line.split(",") for line in manifest[1:]]
    none = [root / row[0] for row in cells if row[3] in ("odj", "odj_ocr", "convocation", "arrete", "annexe", "programme/journal")]
    present = [path for path in none if path.is_file()]
    assert len(present) > 15
    given = {name: len(acts) for name, acts in corpus.acts(present).items() if acts}
    assert given == {}


def test_kinds_of_the_manifest_are_recognised(corpus: Corpus) -> None:
    from scrapers.parsers.document import text_kind

    root = corpus.folder
    expected: dict[str, set[DocumentKind]] = defaultdict(set)
    expected["pv"] = expected["pv_ocr"] = expected["pv_cc"] = {DocumentKind.PROCES_VERBAL, DocumentKind.COMPTE_RENDU}
    expected["delib"] = {DocumentKind.DELIBERATION}
    expected["liste_delib"] = {DocumentKind.LISTE_DELIBERATIONS}
    expected["odj"] = expected["odj_ocr"] = {DocumentKind.ORDRE_DU_JOUR, DocumentKind.CONVOCATION}
    rows = [line.split(",") for line in (root / "manifest.csv").read_text(encoding="utf-8").splitlines()[1:]]
    asked = {root / row[0]: row[3] for row in rows if row[3] in expected and (root / row[0]).is_file()}
    wrong = []
    total = 0
    for path, said in asked.items():
        text = "\f".join(corpus.reading(path).pages)
        if text.strip():
            total += 1
            kind = text_kind(text)
            if kind not in expected[said]:
                wrong.append((path.name, str(kind)))
    print(f"\nkinds: {total - len(wrong)} of {total}; wrong: {wrong}")
    assert len(wrong) <= 0.03 * total


def test_no_document_reads_otherwise_than_pinned(corpus: Corpus) -> None:
    pinned = {pin["file"]: pin for pin in read_pins()}
    found = {pin["file"]: pin for pin in current_pins(corpus.folder, corpus.items)}
    assert found.keys() == pinned.keys()
    changed = [
        f"{file}: {name}: pinned {pinned[file][name]!r}, read {value!r}"
        for file, pin in found.items()
        for name, value in pin.items()
        if value != pinned[file][name]
    ]
    assert not changed, "\n".join([*changed, "", "look at each; then `python -m tests.corpus_pins` pins them anew"])
