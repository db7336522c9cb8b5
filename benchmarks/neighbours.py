"""Learns which words programmes and councils use alike: `data/neighbours.json` for the linker and for thesaurus editors, and the vectors
of words behind it, shorter and of more words, `data/word_vectors.json` for the linker alone.

Usage: CHOSE_PROMISE_REAL_DATA=… python -m benchmarks.neighbours [--write] [--suggest N]. Texts: `benchmarks/neighbours.yml`.
Positive mutual information of words that stand near each other, reduced by SVD (linking measurements, section 3): no model is downloaded
and no judgement is read. A word enters when it is frequent enough, known to several towns and not mostly written as a name, so that
neither a person nor a place comes out. `--suggest` prints words that stand near a thesaurus group and are not in it: people decide.
"""

import argparse
import base64
import csv
import json
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml
from pypdfium2 import PdfDocument, PdfiumError
from scipy import sparse
from scipy.sparse.linalg import svds

from tracker.ids import digest, fold
from tracker.linking.meaning import FILE as VECTORS_FILE
from tracker.linking.neighbours import FILE
from tracker.linking.terms import Terms, words_of
from tracker.linking.thesaurus import load_thesaurus

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "benchmarks" / "neighbours.yml"
SETTINGS: dict[str, float] = {
    "window": 8, "dimensions": 150, "least": 8, "towns": 3, "cosine": 0.45, "nearest": 5, "as_name": 0.5, "letters": 3,
}  # fmt: skip
VECTORS: dict[str, float] = SETTINGS | {"dimensions": 64, "least": 5, "towns": 2}
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+|\]\([^)]*\)|<[^>]*>")
Floats = npt.NDArray[np.float64]


@dataclass
class Corpus:
    """Units of text as rows of word numbers, with what tells whether a word is a name."""

    rows: list[list[int]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    towns: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    forms: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    as_name: Counter[str] = field(default_factory=Counter)
    inside: Counter[str] = field(default_factory=Counter)
    seen: set[str] = field(default_factory=set)
    terms: Terms = field(default_factory=Terms)

    def add(self, town: str, text: str) -> None:
        """Read one unit of text (a paragraph, a title, a measure); one already met says nothing more."""
        plain = _ADDRESS.sub(" ", text)
        key = digest(plain)
        if key in self.seen:
            return
        self.seen.add(key)
        row = []
        for word in words_of(plain):
            for term in self.terms(word):
                self.forms[term][fold(word)] += 1
                self.towns[term].add(town)
                row.append(self.numbers.setdefault(term, len(self.numbers)))
        self.rows.append(row)
        self._note_names(plain)

    def _note_names(self, text: str) -> None:
        """Count how often a word begins with a capital where no sentence begins; lines in capitals tell nothing."""
        if sum(map(str.isupper, text)) > 0.3 * sum(map(str.isalpha, text)):
            return
        for found in _WORD.finditer(text):
            before = text[max(0, found.start() - 4) : found.start()].rstrip(" ’'(«-")
            if not before or not (before[-1].isalnum() or before[-1] == ","):
                continue
            for term in self.terms(found[0]):
                self.inside[term] += 1
                self.as_name[term] += found[0][0].isupper()

    def frequency(self) -> Counter[int]:
        """Return how often each word comes."""
        return Counter(number for row in self.rows for number in row)


def units(path: Path) -> Iterator[str]:
    """Give the units of text of one file: strings of JSON, rows of a table, paragraphs of prose."""
    if path.suffix == ".pdf":
        yield from re.split(r"\n\s*\n", _pdf(path))
        return
    raw = path.read_bytes()
    text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", errors="replace")
    if path.suffix == ".jsonl":
        for line in filter(str.strip, text.splitlines()):
            yield from _strings(json.loads(line))
    elif path.suffix == ".json":
        yield from _strings(json.loads(text))
    elif path.suffix == ".csv":
        yield from (cell for row in csv.reader(text.splitlines()) for part in row for cell in part.split(";"))
    else:
        yield from re.split(r"\n\s*\n|;\d{6,};?", text)


def _pdf(path: Path) -> str:
    try:
        document = PdfDocument(path)
        return "\n\n".join(document[index].get_textpage().get_text_range().replace("\r", "") for index in range(len(document)))
    except PdfiumError:
        return ""


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def read_corpus(folder: Path) -> tuple[Corpus, str]:
    """Return the texts of every source and a digest of their bytes."""
    corpus, parts = Corpus(), []
    for town, patterns in yaml.safe_load(SOURCES.read_text("utf-8")).items():
        for path in sorted(found for pattern in patterns for found in folder.glob(pattern)):
            parts.append(f"{path.relative_to(folder)}:{digest(path.read_bytes().hex())}")
            for unit in units(path):
                corpus.add(town, unit)
    return corpus, digest(*parts)


def together(rows: Iterable[Sequence[int]], size: int, window: int) -> sparse.csr_matrix:
    """Return how often two words stand near each other, a pair at distance d counting 1/d, both ways."""
    gap = [-1] * window
    line = np.array([number for row in rows for number in (*row, *gap)], dtype=np.int32)
    total = sparse.csr_matrix((size, size))
    for distance in range(1, window + 1):
        left, right = line[:-distance], line[distance:]
        both = (left >= 0) & (right >= 0)
        pairs = sparse.coo_matrix((np.full(int(both.sum()), 1 / distance), (left[both], right[both])), shape=(size, size))
        total = total + pairs.tocsr() + pairs.T.tocsr()
    return total


def vectors(counts: sparse.csr_matrix, dimensions: int) -> Floats:
    """Return one unit vector a word: the best dimensions of its positive mutual information with the others."""
    found = counts.tocoo()
    weight = np.asarray(counts.sum(axis=1)).ravel()
    information = np.log(found.data * weight.sum() / (weight[found.row] * weight[found.col]))
    kept = information > 0
    positive = sparse.csr_matrix((information[kept], (found.row[kept], found.col[kept])), shape=counts.shape)
    size = min(dimensions, counts.shape[0] - 1)
    left, strength, _ = svds(positive, k=size, v0=np.ones(counts.shape[0]), random_state=0)
    wide = left * np.sqrt(strength)
    length = np.linalg.norm(wide, axis=1, keepdims=True)
    return np.asarray(wide / np.where(length > 0, length, 1), dtype=np.float64)


def readable(corpus: Corpus, term: str) -> str:
    """Return the most usual written form of a word, without accents."""
    return min(corpus.forms[term], key=lambda form: (-corpus.forms[term][form], form))


def worth_keeping(corpus: Corpus, term: str, frequency: int, settings: Mapping[str, float]) -> bool:
    """Say whether a word may come out: frequent, of several towns, made of letters, and not mostly a name."""
    word = readable(corpus, term)
    if frequency < settings["least"] or len(corpus.towns[term]) < settings["towns"]:
        return False
    if len(word) < settings["letters"] or not word.isalpha() or corpus.terms(word) != [term]:
        return False
    return corpus.inside[term] > 0 and corpus.as_name[term] < settings["as_name"] * corpus.inside[term]


def learn_vectors(corpus: Corpus, settings: Mapping[str, float]) -> tuple[list[str], Floats]:
    """Return the words that may come out, as they are usually written, and their vectors."""
    often = corpus.frequency()
    names = [term for term, number in corpus.numbers.items() if often[number] >= settings["least"]]
    place = {corpus.numbers[term]: index for index, term in enumerate(names)}
    rows = ([place[number] for number in row if number in place] for row in corpus.rows)
    found = vectors(together(rows, len(names), int(settings["window"])), int(settings["dimensions"]))
    good = [index for index, term in enumerate(names) if worth_keeping(corpus, term, often[corpus.numbers[term]], settings)]
    return [readable(corpus, names[index]) for index in good], found[good]


def nearest(words: Sequence[str], rows: Floats) -> dict[str, list[tuple[str, float]]]:
    """Return for each word its nearest words with their cosine, the nearest first."""
    cosines = rows @ rows.T
    np.fill_diagonal(cosines, 0)
    found = {}
    for row, word in enumerate(words):
        best = sorted(np.flatnonzero(cosines[row] > SETTINGS["cosine"]), key=lambda other: (-cosines[row][other], words[other]))
        if best:
            found[word] = [(words[other], round(float(cosines[row][other]), 2)) for other in best[: int(SETTINGS["nearest"])]]
    return dict(sorted(found.items()))


def packed(words: Sequence[str], rows: Floats) -> dict[str, str]:
    """Return each word with its vector as whole numbers from -127 to 127, in base 64: a tenth of the size, the same cosines."""
    whole = np.round(rows * 127 / np.abs(rows).max(axis=1, keepdims=True)).astype(np.int8)
    return {
        word: base64.b64encode(row.tobytes()).decode("ascii")
        for word, row in sorted(zip(words, whole, strict=True), key=lambda pair: pair[0])
    }


def write(name: str, inputs: str, settings: Mapping[str, float], words: Mapping[str, Any]) -> None:
    """Write a shipped file, one word a line."""
    head = {"made_by": "python -m benchmarks.neighbours --write", "inputs": inputs, "settings": settings}
    lines = ",\n".join(f"{json.dumps(word)}: {json.dumps(value, separators=(',', ':'))}" for word, value in words.items())
    (ROOT / "data" / name).write_text(json.dumps(head)[:-1] + ', "words": {\n' + lines + "\n}}\n", encoding="utf-8")


def suggestions(found: dict[str, list[tuple[str, float]]]) -> list[tuple[float, str, str, str]]:
    """Return (cosine, group, word not in it, word of the group that it is near), the nearest first."""
    terms, thesaurus = Terms(), load_thesaurus()
    best: dict[tuple[str, str], tuple[float, str]] = {}
    for group, entries in thesaurus.stems.items():
        held = {term for entry in entries for term in entry}
        single = {term for entry in entries if len(entry) == 1 for term in entry}
        for word, near in found.items():
            for other, cosine in near:
                if terms(other)[0] in single and terms(word)[0] not in held and cosine > best.get((group, word), (0.0, ""))[0]:
                    best[group, word] = (cosine, other)
    return sorted(((cosine, group, word, other) for (group, word), (cosine, other) in best.items()), key=lambda one: (-one[0], *one[1:]))


def main(argv: Sequence[str] | None = None) -> int:
    """Print what was learned; with `--write` make the shipped file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--suggest", type=int, default=40, metavar="N")
    chosen = parser.parse_args(argv)
    corpus, inputs = read_corpus(Path(os.environ["CHOSE_PROMISE_REAL_DATA"]))
    found = nearest(*learn_vectors(corpus, SETTINGS))
    for cosine, group, word, other in suggestions(found)[: chosen.suggest]:
        sys.stdout.write(f"{cosine:.2f}  {group}: {word} (près de « {other} »)\n")
    words = sum(map(len, corpus.rows))
    sys.stdout.write(json.dumps({"words_read": words, "words_known": len(corpus.numbers), "with_neighbours": len(found)}) + "\n")
    if chosen.write:
        write(FILE, inputs, SETTINGS, found)
        write(VECTORS_FILE, inputs, VECTORS, packed(*learn_vectors(corpus, VECTORS)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
