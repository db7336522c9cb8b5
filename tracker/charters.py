"""Charters and pacts as data: `charters/<key>.yml` numbers the measures in the project's own words; a list signs some of them.

Each signed measure becomes a pledge of its own, waiting for a person: in our words until somebody quotes what the
list signed, so never published as it is. A measure is named by its number, and where the signature can be seen is
compulsory: without it nobody could check that the list took it up.
"""

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, ValidationError, model_validator

from tracker.errors import InputError, ProgrammeError
from tracker.files import write_whole
from tracker.programmes import ProgrammeConfig, load_programme_file
from tracker.settings import data_dir, find_data_file
from tracker.towns import Key, OrganizationConfig, Strict, TownConfig, first_problem, read_yaml
from tracker.vocabulary import FulfilmentKind


class MeasureConfig(Strict):
    """One measure or principle of a charter, in the project's own words."""

    number: int = Field(ge=1)
    text: str = Field(min_length=3)
    themes: tuple[Key, ...] = ()
    fulfilment: FulfilmentKind = FulfilmentKind.OUTCOME


class CharterConfig(Strict):
    """A charter that any list may sign."""

    key: Key
    name: str
    url: str
    edition: str = ""
    kind: Literal["pacte", "charte"]
    licence_note: str = ""
    to_check: str = ""  # what of this template nobody has compared with the signed paper; told at each use
    principles: tuple[MeasureConfig, ...] = ()
    measures: tuple[MeasureConfig, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _numbers_once(self) -> "CharterConfig":
        for rows in (self.measures, self.principles):
            numbers = [one.number for one in rows]
            if len(set(numbers)) < len(numbers):
                raise ValueError(f"a number is used twice: {sorted(n for n in set(numbers) if numbers.count(n) > 1)}")
        return self


@dataclass(frozen=True, slots=True)
class Signature:
    """What a list signed, and where that can be seen."""

    town: TownConfig
    organization: str
    source_url: str
    measures: tuple[int, ...] = ()
    principles: bool = False  # all of them: a charter is not signed without its principles, but a contract may not say so


def load_charter(key: str) -> CharterConfig:
    """Return a charter of the data folder, or raise `InputError` with one clear line."""
    path = find_data_file("charters", f"{key}.yml")
    if not path.is_file():
        raise InputError(f"{key}: no such charter in data/charters")
    try:
        return CharterConfig.model_validate(read_yaml(path))
    except ValidationError as error:
        raise InputError(first_problem(path, error)) from error


def check(programmes: Iterable[ProgrammeConfig]) -> None:
    """Raise `ProgrammeError` for the first programme whose charter or measures no template numbers."""
    for programme in programmes:
        if programme.charter is None:
            continue
        try:
            known = {one.number for one in load_charter(programme.charter).measures}
        except InputError as error:
            raise ProgrammeError(f"programme {programme.slug}: charter: {error}") from error
        for pledge in programme.pledges:
            if pledge.measure is not None and pledge.measure not in known:
                where = f"programme {programme.slug}: pledges.{pledge.key}"
                raise ProgrammeError(f"{where}: measure: {pledge.measure} is no number of {programme.charter}")


def sign(
    template: str, town: TownConfig, *, organization: str, measures: str, source_url: str, principles: bool = False
) -> tuple[Path, int]:
    """Write what a list signed from words typed by a person: the name of the template and « 1,4,7 »."""
    if not re.fullmatch(r"\s*(\d{1,4}\s*(,\s*\d{1,4}\s*)*)?", measures):
        raise InputError(f"measures: expected numbers with commas between them, such as 1,4,7, found {measures!r}")
    numbers = tuple(int(one) for one in re.findall(r"\d+", measures))
    return write_signature(load_charter(template), Signature(town, organization, source_url, numbers, principles))


def write_signature(charter: CharterConfig, signature: Signature) -> tuple[Path, int]:
    """Write or complete the draft of what a list signed; return its file and how many pledges were added.

    Blocks that are in the file stay as they are, comments included: only measures it does not hold are added at its end.
    """
    path = _path(charter, signature)
    blocks = _blocks(charter, signature)
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    known = _known(path, charter) if before else set()
    added = [block for block in blocks if block["key"] not in known]
    text = (before or _head(charter, signature)).rstrip("\n") + "\n" + _listed(added, before)
    if added:
        _write(path, text, len(known) + len(added))
    return path, len(added)


def _path(charter: CharterConfig, signature: Signature) -> Path:
    one = _organization(signature)
    return data_dir() / "programmes" / signature.town.slug / f"{one.key}-{one.election}-{charter.key}.yml"


def _organization(signature: Signature) -> OrganizationConfig:
    town = signature.town
    known = {one.key: one for one in town.organizations if one.election and one.term}
    if signature.organization not in known:
        raise InputError(f"{town.slug}: list: expected one with an election and a term, {sorted(known)}, found {signature.organization!r}")
    if not signature.source_url.startswith(("https://", "http://")):
        raise InputError(f"source: expected the web address where the signature can be seen, found {signature.source_url!r}")
    return known[signature.organization]


def _blocks(charter: CharterConfig, signature: Signature) -> list[dict[str, Any]]:
    by_number = {one.number: one for one in charter.measures}
    lost = sorted(set(signature.measures) - set(by_number))
    if lost:
        raise InputError(f"{charter.key}: measures {lost}: expected numbers from {min(by_number)} to {max(by_number)}")
    signed = [by_number[number] for number in dict.fromkeys(signature.measures)]
    rows = [_block(one, f"principle-{one.number}") for one in charter.principles if signature.principles]
    rows += [_block(one, f"measure-{one.number:02}") | {"measure": one.number} for one in signed]
    if not rows:
        raise InputError(f"{charter.key}: expected the numbers of the signed measures, found none")
    return rows


def _block(one: MeasureConfig, key: str) -> dict[str, Any]:
    row: dict[str, Any] = {"key": key, "summary": one.text, "themes": list(one.themes)}
    if one.fulfilment != FulfilmentKind.OUTCOME:
        row["fulfilment"] = one.fulfilment.value
    return row | {"confirmed": False}


def _head(charter: CharterConfig, signature: Signature) -> str:
    one = _organization(signature)
    edition = f", édition {charter.edition}" if charter.edition else ""
    fields: dict[str, Any] = {
        "town": signature.town.slug, "organization": one.key, "year": one.election, "document": charter.key, "term": one.term,
        "kind": charter.kind, "charter": charter.key, "title": f"{charter.name}{edition} : ce que la liste a signé",
        "source_url": signature.source_url, "publisher": one.name,
    }  # fmt: skip
    note = "# DRAFT: measures in the project's own words, named by their number. Quote what the list signed, then confirm, one by one.\n"
    note += f"# TO CHECK: {charter.to_check}\n" if charter.to_check else ""
    return note + yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=140) + "pledges:\n"


def _listed(blocks: Sequence[dict[str, Any]], before: str) -> str:
    """Return the blocks as the file sets its own: as far from the margin."""
    margin = re.search(r"^( *)- ", before.partition("\npledges:")[2], re.MULTILINE)
    dumped = yaml.safe_dump(blocks, allow_unicode=True, sort_keys=False, width=140) if blocks else ""
    return textwrap.indent(dumped, margin[1] if margin else "  ")


def _known(path: Path, charter: CharterConfig) -> set[str]:
    present = load_programme_file(path)
    if present.charter != charter.key:
        raise InputError(f"{path}: charter: expected {charter.key!r}, found {present.charter!r}")
    return {pledge.key for pledge in present.pledges}


def _write(path: Path, text: str, pledges: int) -> None:
    """Write in one move, once the whole is a valid programme with every pledge in it."""
    try:
        programme = ProgrammeConfig.model_validate(yaml.safe_load(text))
    except (yaml.YAMLError, ValidationError) as error:
        raise ProgrammeError(f"{path}: measures cannot be added at its end (`pledges` must come last); add them by hand") from error
    if len(programme.pledges) != pledges:
        raise ProgrammeError(f"{path}: expected {pledges} pledges after adding, found {len(programme.pledges)}; add them by hand")
    write_whole(path, text)
