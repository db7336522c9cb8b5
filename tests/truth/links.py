"""Judged links of towns of our own: pledges worded by others against a town's acts, kept as references and grades.

`tests/truth/link_sets/<town>/` holds `acts.csv` (id, file, key of the title, nth), `pledges.csv` (id, file, place, key) and
`judgements.csv` (pledge_id, act_id, grade, second). No text is kept: `python -m tests.truth.links judged TOWN OUTDIR` reads the documents
again with this project's reader and writes the folder that `evaluate links` takes; `check` tells every reference that no longer holds.
Needs CHOSE_PROMISE_REAL_DATA; what it writes holds real text: keep it out of the project.
"""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows_evaluate import read_each
from tests.truth.programmes import key_of, text_of
from tracker.errors import InputError
from tracker.items import ActItem
from tracker.settings import real_data_dir
from tracker.worksheets.agreement import Agreement, cohen_kappa

FOLDER = Path(__file__).with_name("link_sets")
SECOND_UNSEEN = ""  # `second` of a pair that the second judge was not asked about


@dataclass(frozen=True)
class JudgedAct:
    """An act of a judged town as the reader gives it; `body` is empty where the source holds titles only."""

    file: str
    nth: int  # among the acts of its file whose titles have the same words, from 1
    date: str
    title: str
    body: str

    @property
    def name(self) -> tuple[str, str, int]:
        """What finds this act again after another reading: its file, the words of its title, and which of them."""
        return self.file, key_of(self.title), self.nth


def towns() -> list[str]:
    """Return the towns that are judged here."""
    return sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


def rows(town: str, table: str) -> list[dict[str, str]]:
    """Return the rows of one table of a town."""
    with (FOLDER / town / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read_acts(paths: Sequence[Path]) -> list[JudgedAct]:
    """Return the acts that the project's reader finds in these files, in their order."""
    root = _root()
    return [act for path, items in zip(paths, read_each(paths), strict=True) for act in _acts_of(str(path.relative_to(root)), items)]


def _acts_of(name: str, items: Sequence[object]) -> Iterator[JudgedAct]:
    met: Counter[str] = Counter()
    for item in items:
        if isinstance(item, ActItem):
            met[key_of(item.title)] += 1
            body = "" if name.endswith(".json") else item.text
            yield JudgedAct(name, met[key_of(item.title)], str(item.date or ""), item.title, body)


def _root() -> Path:
    folder = real_data_dir()
    if folder is None:
        raise InputError("CHOSE_PROMISE_REAL_DATA: expected the folder that holds minutes/, found nothing")
    return folder


def judged_acts(town: str) -> dict[str, JudgedAct]:
    """Return id -> act for every act that is found again."""
    root, listed = _root(), rows(town, "acts")
    names = sorted({row["file"] for row in listed})
    found = {act.name: act for act in read_acts([root / name for name in names])}
    wanted = {row["id"]: (row["file"], row["key"], int(row["nth"])) for row in listed}
    return {key: found[name] for key, name in wanted.items() if name in found}


def pledge_text(row: dict[str, str]) -> str:
    """Return the words of a pledge: a sentence of a programme, or a pledge of a judged set that another judge worded."""
    if not row["file"].startswith("gold/"):
        return text_of(row)
    lines = (_root() / row["file"]).read_text(encoding="utf-8").splitlines()
    texts = {one["id"]: str(one["text"]) for one in map(json.loads, lines)}
    if key_of(texts.get(row["place"], "")) != row["key"]:
        raise InputError(f"{row['file']}: {row['place']}: no pledge with the words {row['key']}")
    return texts[row["place"]]


def write_judged(town: str, folder: Path) -> int:
    """Write acts.jsonl, pledges.jsonl and judgements.csv of a town into `folder`; return the number of acts."""
    folder.mkdir(parents=True, exist_ok=True)
    acts = judged_acts(town)
    _write_lines(folder / "acts.jsonl", ({"id": key, "date": a.date, "title": a.title, "body": a.body} for key, a in acts.items()))
    _write_lines(folder / "pledges.jsonl", ({"id": row["id"], "text": pledge_text(row)} for row in rows(town, "pledges")))
    with (folder / "judgements.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("pledge_id", "act_id", "grade"))
        writer.writerows((row["pledge_id"], row["act_id"], row["grade"]) for row in rows(town, "judgements") if int(row["grade"]))
    return len(acts)


def _write_lines(path: Path, values: Iterator[dict[str, str]]) -> None:
    path.write_text("".join(f"{json.dumps(value, ensure_ascii=False)}\n" for value in values), encoding="utf-8")


def problems(town: str) -> list[str]:
    """Return one line per row of a town that points at nothing or holds a grade that is not allowed."""
    acts, found = judged_acts(town), []
    found += [
        f"{town}: act {row['id']}: {row['file']}: no act with this title any more" for row in rows(town, "acts") if row["id"] not in acts
    ]
    pledges = rows(town, "pledges")
    for row in pledges:
        try:
            pledge_text(row)
        except InputError as error:
            found.append(f"{town}: pledge {row['id']}: {error}")
    known, listed = {row["id"] for row in pledges}, {row["id"] for row in rows(town, "acts")}
    for row in rows(town, "judgements"):
        if row["pledge_id"] not in known or row["act_id"] not in listed or {row["grade"], row["second"] or "0"} - {"0", "1", "2"}:
            found.append(f"{town}: judgement {row}")
    return found


def agreement() -> Agreement:
    """Return how far the second judge, who saw no grade of the first, agrees on relevant or not."""
    both = (row for town in towns() for row in rows(town, "judgements") if row["second"] != SECOND_UNSEEN)
    return cohen_kappa("relevant", ((int(row["grade"]) == 2, int(row["second"]) == 2) for row in both))


def main(arguments: list[str]) -> int:
    """Run `check`, `agreement` or `judged TOWN OUTDIR`."""
    if arguments == ["check"]:
        wrong = [problem for town in towns() for problem in problems(town)]
        print("\n".join(wrong) or f"every reference of {', '.join(towns())} holds")
        return bool(wrong)
    if arguments == ["agreement"]:
        found = agreement()
        print(json.dumps({"pairs": found.compared, "agreement": found.observed, "kappa": found.kappa}))
        return 0
    if len(arguments) == 3 and arguments[0] == "judged":
        print(f"{write_judged(arguments[1], Path(arguments[2]))} acts in {arguments[2]}/acts.jsonl")
        return 0
    print("usage: python -m tests.truth.links check | agreement | judged TOWN OUTDIR", file=sys.stderr)
    return 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
