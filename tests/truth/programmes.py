"""Reference sentences of real programmes, made without this project's reader, and where each stands.

`tests/truth/pledges.csv` points at them by file, place and digest of the words, so that no text of a real programme is
kept in the project.
"""

import csv
import functools
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2

from tracker.errors import InputError
from tracker.ids import digest, fold
from tracker.settings import real_data_dir

MIN_WORDS, MAX_WORDS = 4, 60
_NOISE = (
    re.compile(r"\A---\n.*?\n---\n", re.DOTALL),  # front matter
    re.compile(r"!\[[^\]]*\]\([^)]*\)"),  # images
    re.compile(r"\[(?:gallery|embed|pdf-embedder|caption)[^\]]*\](?:[^\[]*\[/\w+\])?"),  # short codes
    re.compile(r"<[^>\n]{1,200}>"),
)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)|^\s*(?:>\s?)+", re.MULTILINE)
_BULLET = re.compile(r"^\s*(?:[-*+•▪◦–]|\d{1,2}[.)])\s+")
_END = re.compile(r"(?<=[.!?;…])[»”\"]?\s+(?=[«“\"]?\s*[A-ZÀÂÇÉÈÊËÎÏÔÙÛŒ])")


def programmes_dir() -> Path:
    """Return the folder of real programmes, or raise `InputError` when `CHOSE_PROMISE_REAL_DATA` does not name its parent."""
    folder = real_data_dir()
    if folder is None:
        raise InputError("CHOSE_PROMISE_REAL_DATA: expected the folder that holds programmes/, found nothing")
    return folder / "programmes"


def key_of(text: str) -> str:
    """Return the digest that names a sentence: of its folded words, so that signs and spaces do not count."""
    return digest(" ".join(re.findall(r"\w+", fold(text))))


@functools.lru_cache(maxsize=512)
def sentences(name: str) -> tuple[tuple[str, str], ...]:
    """Return (place, text) of every sentence or item of a programme file, in the order of the file."""
    path = programmes_dir() / name
    if not path.is_file():
        raise InputError(f"{name}: no such file under {programmes_dir()}")
    if path.suffix == ".pdf":
        return tuple(_of_pages(path))
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".md":
        return tuple((str(n), one) for n, one in enumerate(of_markdown(text), start=1))
    if path.suffix == ".txt":
        rows = [line.split(" | ") for line in text.splitlines() if " | " in line]
        return tuple((str(n), row[1].strip()) for n, row in enumerate(rows, start=1))
    if path.suffix == ".jsonl":
        return tuple(_of_measures(text))
    return tuple(_of_json(json.loads(text)))


def of_markdown(text: str) -> list[str]:
    """Return the sentences of a text: blocks cut at blank lines, headings and bullets, then after a full stop before a capital."""
    for noise in _NOISE:
        text = noise.sub(" ", text)
    text = _MARKS.sub("", _LINK.sub(r"\1", text))
    return [one for block in _blocks(text) for one in split_block(block) if MIN_WORDS <= len(one.split()) <= MAX_WORDS]


def _blocks(text: str) -> Iterator[str]:
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        starts = bool(_BULLET.match(line)) or line.lstrip().startswith("#")
        if lines and (starts or not line.strip()):
            yield " ".join(lines)
            lines = []
        if line.lstrip().startswith("#"):
            yield line.lstrip("# ").strip()
        elif line.strip():
            lines.append(_BULLET.sub("", line).strip())


def split_block(block: str) -> list[str]:
    """Return the sentences of one block, white space collapsed."""
    return [" ".join(one.split()) for one in _END.split(block) if one.strip()]


def _of_pages(path: Path) -> Iterator[tuple[str, str]]:
    with pypdfium2.PdfDocument(path) as document:
        for number, page in enumerate(document, start=1):
            text = re.sub(r"\r?\n", "\n", page.get_textpage().get_text_bounded())
            for place, one in enumerate(of_markdown(text), start=1):
                yield f"{number}:{place}", one


def _of_measures(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        row = json.loads(line)
        if "slug" in row:
            place = f"{row['list']}/{row['slug']}"
            yield f"{place}#0", row["title"]
            yield from ((f"{place}#{n}", one) for n, one in enumerate(of_markdown(row["text"]), start=1))


def _of_json(content: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Give every string that stands under a key that names a proposal, with the path to it."""
    if isinstance(content, list):
        for number, one in enumerate(content):
            yield from _of_json(one, f"{place}/{number}")
    elif isinstance(content, dict):
        for name, one in content.items():
            yield from _of_json(one, f"{place}/{name}")
    elif isinstance(content, str) and re.search(r"/(?:label|title|texte|actions/\d+|objectives?(?:/\d+)?|theme|quotes/\d+)\Z", place):
        yield place, " ".join(content.split())


LABELS = ("not_a_pledge", "vague_pledge", "concrete_pledge")
TABLE = Path(__file__).with_name("pledges.csv")


def labelled() -> list[dict[str, str]]:
    """Return the rows of `pledges.csv`."""
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def text_of(row: dict[str, str]) -> str:
    """Return the sentence that a row points at: at its place when the words are still the same, else anywhere in its file."""
    found = sentences(row["file"])
    at_place = [text for place, text in found if place == row["place"] and key_of(text) == row["key"]]
    same = at_place or [text for _, text in found if key_of(text) == row["key"]]
    if not same:
        raise InputError(f"{row['file']}: {row['place']}: no sentence with the words {row['key']}")
    return same[0]


def problems() -> list[str]:
    """Return one line per row that is wrong: unknown label, twice the same words, or a sentence that is not found."""
    programmes_dir()  # says at once that the documents are absent
    found: list[str] = []
    seen: set[str] = set()
    for row in labelled():
        name = f"{row['file']}:{row['place']}"
        if row["label"] not in LABELS:
            found.append(f"{name}: label {row['label']!r}")
        if row["key"] in seen:
            found.append(f"{name}: labelled twice")
        seen.add(row["key"])
        try:
            text_of(row)
        except InputError as error:
            found.append(str(error))
    return found


def write_judged(folder: Path) -> int:
    """Write judged.jsonl into `folder`, as `evaluate pledges` takes it; return the number of sentences."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = labelled()
    lines = [
        json.dumps(
            {"source": row["file"].split("/")[0], "round": row["round"], "text": text_of(row), "label": row["label"]}, ensure_ascii=False
        )
        for row in rows
    ]
    (folder / "judged.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return len(lines)


def main(arguments: list[str]) -> int:
    """Run `check`, or `judged OUTDIR`."""
    if arguments == ["check"]:
        found = problems()
        print("\n".join(found) or f"{len(labelled())} references hold")
        return bool(found)
    if len(arguments) == 2 and arguments[0] == "judged":
        print(f"{write_judged(Path(arguments[1]))} sentences in {arguments[1]}/judged.jsonl")
        return 0
    print("usage: python -m tests.truth.programmes check | judged OUTDIR", file=sys.stderr)
    return 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
