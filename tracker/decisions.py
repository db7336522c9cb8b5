"""Readable decisions: a YAML of tags, links and verdicts by natural keys, turned into a dump and loaded.

People and acts are named as a reader would (list and pledge key; body, date and number of the act), because
ids are hashes. Every quote is looked for in the stored text: a decision that does not fit is an error, not a guess.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlmodel import Session, col, select

from tracker import dumps, ids
from tracker.errors import InputError
from tracker.evidence import subject_of
from tracker.models import Act, Pledge
from tracker.quotes import find_quote
from tracker.refusals import BadInput
from tracker.store import reading
from tracker.towns import TownConfig, read_yaml

Row = dict[str, Any]


def demo_host(town: TownConfig) -> str:
    """Return the scheme and host under which a fictional town publishes."""
    address = next(source.url for source in town.sources if source.url)
    parts = urlsplit(address or "")
    return f"{parts.scheme}://{parts.netloc}"


def load(path: Path, town: str, folder: Path) -> None:
    """Write the decisions of a readable file as a dump in `folder`, then load it."""
    content = read_yaml(path)
    with reading() as session:
        tables = _Converter(path, town, session).tables(content)
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        lines = [json.dumps(row, ensure_ascii=False, sort_keys=True, default=_plain) for row in rows]
        (folder / f"{name}.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    dumps.load(folder)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"cannot write {value!r}")


class _Converter:
    """Turns natural keys into ids, against the database of one town."""

    def __init__(self, path: Path, town: str, session: Session) -> None:
        self.path, self.town, self.session = path, town, session
        self.judgements: dict[str, str] = {}
        self.verdicts: dict[str, str] = {}
        self.authors: dict[str, str] = {}

    def tables(self, content: Row) -> dict[str, list[Row]]:
        """Return the rows of every dumped table."""
        made: dict[str, list[Row]] = {"user": [self._user(row) for row in content["users"]]}
        made["declaration"] = [self._declaration(row) for row in content.get("declarations", ())]
        made["themetag"] = [self._tag(row) for row in content.get("tags", ())]
        made["evidencejudgement"] = [self._judgement(row) for row in content.get("judgements", ())]
        made["searchlog"] = [self._search_log(row) for row in content.get("search_logs", ())]
        made["verdict"] = [self._verdict(row) for row in content.get("verdicts", ())]
        made["verdictreview"] = list(self._reviews(content.get("verdicts", ())))
        made["verdictevidence"] = list(self._evidence(content.get("verdicts", ())))
        made["verdictnote"] = [self._note(row) for row in content.get("verdicts", ()) if row.get("reason")]
        made["notice"] = [self._notice(row) for row in content.get("notices", ())]
        made["reply"] = [self._reply(row) for row in content.get("replies", ())]
        return made

    def _pledge(self, name: str) -> str:
        programme, _, key = name.partition("/")
        found = ids.pledge_id(f"{self.town}/{programme}", key)
        if self.session.get(Pledge, found) is None:
            raise InputError(f"{self.path}: pledge {name!r} is in no programme of {self.town}")
        return found

    def _act(self, row: Row) -> Act:
        body = ids.body_id(self.town, row["body"])
        wanted = select(Act).where(Act.body_id == body, Act.date == row["date"])
        wanted = wanted.where(col(Act.number) == str(row["number"])) if "number" in row else wanted.where(Act.title == row["title"])
        found = self.session.exec(wanted).all()
        if len(found) != 1:
            place = f"{row['body']} {row['date']} {row.get('number') or row['title']}"
            raise InputError(f"{self.path}: judgement {row['key']}: expected one act {place}, found {len(found)}")
        return found[0]

    def _user(self, row: Row) -> Row:
        return {"created_at": datetime(2020, 1, 1, tzinfo=UTC), "disabled_at": None, **row}

    def _declaration(self, row: Row) -> Row:
        lists = [f"{self.town}/{key}" for key in row["lists"]]
        key = ids.digest("declaration", row["user"], str(row["declared_at"]))
        return {"id": f"dec-{key}", "user_id": row["user"], "lists": lists, "declared_at": row["declared_at"]}

    def _tag(self, row: Row) -> Row:
        pledge = self._pledge(row["pledge"])
        key = ids.digest("tag", pledge, row["theme"], row["user"])
        return {
            "id": f"tag-{key}",
            "pledge_id": pledge,
            "theme": row["theme"],
            "user_id": row["user"],
            "created_at": row["at"],
            "superseded_at": None,
        }

    def _judgement(self, row: Row) -> Row:
        act, pledge = self._act(row), self._pledge(row["pledge"])
        self.judgements[row["key"]] = found = f"jud-{ids.digest('decision', row['key'], pledge, act.id)}"
        made = {"id": found, "pledge_id": pledge, "act_id": act.id, "user_id": row["user"], "judgement": row["judgement"]}
        made |= {name: row.get(name) for name in ("direction", "step")} | {"note": row.get("note", "")}
        made |= subject_of(self.session, act) | {"created_at": row["at"], "superseded_at": row.get("superseded_at")}
        return made | self._quote(row, act)

    def _quote(self, row: Row, act: Act) -> Row:
        if not row.get("quote"):
            return {"quote": None, "page": None}
        words = " ".join(row["quote"].split())
        try:
            return {"quote": words, "page": find_quote(self.session, act, words)}
        except BadInput as error:
            raise InputError(f"{self.path}: judgement {row['key']}: {error}") from error

    def _search_log(self, row: Row) -> Row:
        made = {name: value for name, value in row.items() if name not in ("key", "pledge", "author", "bodies")}
        bodies = [ids.body_id(self.town, key) for key in row["bodies"]]
        return made | {
            "id": f"log-{ids.digest(row['key'])}",
            "pledge_id": self._pledge(row["pledge"]),
            "author_id": row["author"],
            "bodies": bodies,
        }

    def _verdict(self, row: Row) -> Row:
        apart = ("key", "pledge", "author", "search_log", "reviews", "evidence", "reason")
        made = {name: value for name, value in row.items() if name not in apart}
        self.verdicts[row["key"]] = found = f"ver-{ids.digest(row['key'])}"
        self.authors[row["key"]] = row["author"]
        log = f"log-{ids.digest(row['search_log'])}" if row.get("search_log") else None
        return made | {"id": found, "pledge_id": self._pledge(row["pledge"]), "author_id": row["author"], "search_log_id": log}

    def _note(self, row: Row) -> Row:
        """Return the reason of a version that replaces a published one, given by its author with the draft."""
        key, found = ids.digest("note", row["key"]), self.verdicts[row["key"]]
        said = {"user_id": row["author"], "kind": "correction", "reason": row["reason"], "created_at": row["created_at"]}
        return {"id": f"note-{key}", "verdict_id": found} | said

    def _reviews(self, rows: Iterable[Row]) -> Iterable[Row]:
        for row in rows:
            for review in row.get("reviews", ()):
                signed = {"reviewer_id": review["reviewer"], "signed_at": review["signed_at"]}
                yield {"verdict_id": self.verdicts[row["key"]], "author_id": row["author"], **signed}

    def _evidence(self, rows: Iterable[Row]) -> Iterable[Row]:
        for row in rows:
            for position, key in enumerate(row.get("evidence", ())):
                if key not in self.judgements:
                    raise InputError(f"{self.path}: verdict {row['key']} cites judgement {key!r}, which is not in the file")
                yield {"verdict_id": self.verdicts[row["key"]], "judgement_id": self.judgements[key], "position": position}

    def _notice(self, row: Row) -> Row:
        made = {name: value for name, value in row.items() if name not in ("verdict", "text")}
        key = ids.digest("notice", row["verdict"], row["channel"], str(row["sent_at"]))
        text_hash = hashlib.sha256(row["text"].encode()).hexdigest()
        return made | {"id": f"not-{key}", "verdict_id": self.verdicts[row["verdict"]], "text_hash": text_hash}

    def _reply(self, row: Row) -> Row:
        made = {name: value for name, value in row.items() if name not in ("verdict", "pledge")}
        verdict = self.verdicts[row["verdict"]] if row.get("verdict") else None
        key = ids.digest("reply", row["pledge"], str(row["received_at"]))
        return made | {"id": f"rep-{key}", "pledge_id": self._pledge(row["pledge"]), "verdict_id": verdict}
