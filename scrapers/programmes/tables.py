"""Sets of measures (JSON, JSON Lines, CSV) as a programme: each row is one measure under its rubric, led by a mapping of `data/importers`.

The text that is stored is put together from the rows, in their order; each passage keeps the id of its row as its anchor, so that a later
version of the same table can be compared: an id that now says something else, or words that changed their id, are told.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from scrapers.documents.lines import HEADING, ITEM, Line
from scrapers.programme_mapping import Mapping as Rules
from scrapers.programme_mapping import Row
from scrapers.programmes.compose import compose
from scrapers.programmes.importing import pledge_of, read_rows, side_files
from scrapers.programmes.reading import Part, Programme, Source
from tracker.errors import InputError
from tracker.ids import fold

EXTRACTOR = "tables@1"
_MEDIA = {"csv": "text/csv", "json": "application/json", "jsonl": "application/jsonl"}
_SHOWN = 5


def read_table(source: Source, rules: Rules, organization: str, before: Mapping[str, str] | None = None) -> Programme:
    """Return the programme of one list from a set; `before` holds the words of each id at the reading before."""
    rows, lists = read_rows(source.path, rules)
    key = _key_of(organization, {key: one.key for key, one in lists.items()}, rules, source.path)
    names = side_files(source.path, rules)
    chosen = [(place, row) for place, row in rows if _is_of(row, key, rules) and not (rules.skip_empty and not rules.quote.read(row))]
    if not chosen:
        raise InputError(f"{source.path}: no measure of list {organization!r}; the file names {', '.join(sorted(lists)) or 'no list'}")
    fields = [(place, pledge_of(row, rules, names, place), _page(row, rules)) for place, row in chosen]
    ids = bool(rules.key and any(rules.key.read(row) for _, row in chosen))
    composed = compose(list(_lines(fields, ids)), title=lists[key].name if key in lists else "", issues=_changes(fields, before or {}, ids))
    return Programme(composed, (Part(source, _MEDIA[rules.format], EXTRACTOR, 1, len(composed.text.pages)),))


def _key_of(organization: str, lists: dict[str, str], rules: Rules, path: Path) -> str:
    """Return the set's own key of a list: by our key or by its own; a file without lists is of the list that the command names."""
    if rules.organization is None and not lists:
        return ""
    found = [key for key, ours in lists.items() if organization in (key, ours)]
    if not found:
        raise InputError(f"{path}: list {organization!r}: expected one of {', '.join(sorted(lists.values()))}")
    return found[0]


def _is_of(row: Row, key: str, rules: Rules) -> bool:
    return rules.organization is None or str(rules.organization.read(row)) == key


def _page(row: Row, rules: Rules) -> str:
    found = rules.page.read(row) if rules.page else None
    return f"p. {found}" if found else ""


def _lines(fields: Sequence[tuple[str, dict[str, Any], str]], ids: bool) -> Iterator[Line]:
    for section, group in groupby(fields, key=lambda one: one[1]["section"]):
        if section:
            yield Line(" ".join(section.split()), mark=HEADING, level=2)
        for _, pledge, page in group:
            anchor = f"#{pledge['key']}" if ids else page
            yield Line(" ".join(pledge["quote"].split()), mark=ITEM, anchor=anchor)


def _changes(fields: Sequence[tuple[str, dict[str, Any], str]], before: Mapping[str, str], ids: bool) -> list[str]:
    """Return what became of the ids of the reading before: other words, another id for the same words, gone."""
    if not ids or not before:
        return []
    now = {str(pledge["key"]): (place, str(pledge["quote"])) for place, pledge, _ in fields}
    known = {fold(words): key for key, words in before.items()}
    said = []
    for key, (place, words) in now.items():
        old = known.get(fold(words))
        if key in before and fold(before[key]) != fold(words):
            said.append(
                f"{place}: id {key!r} said « {before[key][:50]} » at the reading before: other words, look at what was decided on it"
            )
        elif key not in before and old is not None and old not in now:
            said.append(f"{place}: id {key!r} was {old!r} at the reading before, the words are the same: give it its old id back")
    gone = [key for key in before if key not in now]
    if gone:
        said.append(f"{len(gone)} id(s) of the reading before are gone: {', '.join(gone[:_SHOWN])}{' …' if len(gone) > _SHOWN else ''}")
    return said
