"""Sittings and their acts: hand-written sources, completed by routine acts, numbered as their layout numbers them."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from maker.council import Attendance, attendance
from maker.words import draw, euros, pick

OPPOSITION = {("ville", 2020): "HV", ("ville", 2026): "VEC", ("metropole", 2020): "EO", ("metropole", 2026): "MS"}
Vote = dict[str, Any]


@dataclass(frozen=True)
class Act:
    """One act as the story tells it."""

    number: str
    title: str
    part: str
    text: list[str]
    talk: list[str]
    decides: list[str]
    vote: Vote


@dataclass
class Sitting:
    """One sitting, ready to be laid out."""

    body: str
    day: date
    layout: str
    format: str
    file: str
    acts: list[Act]
    people: Attendance
    previous: date | None = None
    convened: date = field(init=False)

    def __post_init__(self) -> None:
        """Convocations leave a week before."""
        self.convened = self.day - timedelta(days=7)


def as_vote(raw: Any) -> Vote:
    """Return a vote as a dictionary: a bare word is its kind."""
    if isinstance(raw, str):
        return {"kind": raw}
    kinds = [k for k in ("elu", "rejet") if k in raw]
    return {"kind": kinds[0] if kinds else "count", **raw}


def _amount(low: int, high: int, seed: str) -> str:
    value = low + draw(seed, high - low)
    if draw(seed + "round", 3):
        return euros(round(value, -2) or 100)
    return euros(value + draw(seed + "cents", 100) / 100)


def _fill(template: str, slots: dict[str, list[str]], seed: str) -> str:
    """Fill {slot}, {n:LOW-HIGH} and {m:LOW-HIGH}; the same slot in one act gets the same word."""

    def one(match: re.Match[str]) -> str:
        name, _, bounds = match[1].partition(":")
        if not bounds:
            return str(pick(slots[name], seed + name))
        low, high = (int(b) for b in bounds.split("-"))
        place = f"{seed}{match[0]}{match.start()}{template[:12]}"
        return str(low + draw(place, high - low + 1)) if name == "n" else _amount(low, high, place)

    return re.sub(r"\{([a-z]+(?::[\d-]+)?)\}", one, template)


def _routine_vote(body: str, year: int, seed: str) -> Vote:
    """Return a plausible vote: most are unanimous, some are counted, a few have no figures or are withdrawn."""
    lot = draw(seed + "vote", 100)
    if lot < 66:
        return {"kind": "u"}
    if lot < 80:
        return {"kind": "count", "abs": [OPPOSITION[body, year]]}
    if lot < 86:
        return {"kind": "count", "a": [OPPOSITION[body, year]]}
    if lot < 93:
        return {"kind": "count", "some": {("abs", "a")[draw(seed + "side", 2)]: 1 + draw(seed + "how", 2)}}
    return {"kind": "none"} if lot < 98 else {"kind": "retire"}


class Grammar:
    """The routine acts of a whole run; a title stands once in a sitting, and again in another only when its words run out."""

    def __init__(self, path: Path) -> None:
        """Read the templates."""
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        self._slots, self._templates, self._used = raw["slots"], raw["templates"], set[str]()

    def acts(self, body: str, day: date, count: int) -> list[dict[str, Any]]:
        """Return `count` routine acts of different kinds."""
        fit = sorted((t for t in self._templates if body in t["bodies"]), key=lambda t: draw(f"{body}{day}{t['title']}", 1 << 40))
        return [self._one(body, day, fit[rank % len(fit)], rank) for rank in range(count)]

    def _one(self, body: str, day: date, template: dict[str, Any], rank: int) -> dict[str, Any]:
        for attempt in range(400):
            seed = f"{body}{day}{rank}/{attempt}"
            title = _fill(template["title"], self._slots, seed)
            if (title if attempt < 60 else f"{body}{day}{title}") not in self._used:
                self._used |= {title, f"{body}{day}{title}"}
                break
        else:
            raise SystemExit(f"sources/routine.yml: no unused title left for {template['title']!r}")
        year = 2026 if day >= date(2026, 3, 23) else 2020
        return {
            "title": title, "part": template["part"], "text": "\n\n".join(_fill(t, self._slots, seed) for t in template["text"]),
            "decides": [_fill(d, self._slots, seed) for d in template["decides"]],
            "vote": template.get("vote") or _routine_vote(body, year, seed),
        }  # fmt: skip


def _number(layout: str, day: date, rank: int, serial: int) -> str:
    if layout == "D":
        return ""  # nothing is printed
    if layout == "A1":
        return f"{day:%Y-%m}-{rank:02d}"
    if layout == "A2":
        return f"{day:%Y%m%d} {rank}"
    return f"D{day.year}-{serial:03d}" if layout == "B" else str(rank)


def _in_order(written: list[dict[str, Any]], routine: list[dict[str, Any]], layout: str) -> list[dict[str, Any]]:
    """Mix hand-written and routine acts; layout B groups them by part."""
    opening = len(routine) < 2 * len(written)  # a sitting of installation begins with its elections
    woven = written if opening else [act for pair in zip(written, routine[::2], strict=False) for act in pair]
    mixed = woven + [act for act in routine if act not in woven]
    if layout != "B":
        return mixed
    parts = list(dict.fromkeys(act.get("part", "Divers") for act in mixed))
    return sorted(mixed, key=lambda act: parts.index(act.get("part", "Divers")))


def load_sittings(sources: Path) -> list[Sitting]:
    """Return every sitting of the story, by body and day."""
    grammar = Grammar(sources / "routine.yml")
    raw = [s for path in sorted((sources / "sittings").glob("*.yml")) for s in yaml.safe_load(path.read_text(encoding="utf-8"))]
    serials: dict[tuple[str, int], int] = {}
    last: dict[str, date] = {}
    done = []
    for entry in sorted(raw, key=lambda s: (s["body"], s["date"])):
        body, day, layout = entry["body"], entry["date"], entry["layout"]
        ordered = _in_order(entry["acts"], grammar.acts(body, day, entry["routine"]), layout)
        start = serials.get((body, day.year), 0)
        acts = [
            Act(_number(layout, day, rank, start + rank), a["title"], a.get("part", ""), [p.strip() for p in a["text"].split("\n\n")],
                a.get("talk", []), a.get("decides", []), as_vote(a["vote"]))
            for rank, a in enumerate(ordered, start=1)
        ]  # fmt: skip
        serials[body, day.year] = start + len(acts)
        done.append(Sitting(body, day, layout, entry.get("format", "pdf"), entry["file"], acts, attendance(body, day), last.get(body)))
        last[body] = day
    return done
