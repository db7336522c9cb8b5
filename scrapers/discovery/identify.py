"""Which commune a site belongs to: pure readers of the public directories' answers, and the order in which they are asked.

Codes typed by the user win over every directory; a directory that says otherwise is an error to settle, never a silent choice.
"""

import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from scrapers.discovery.directories import Directories
from scrapers.discovery.sorting import bare_host
from tracker.items import Item

_INSEE = re.compile(r"(\d{2}|2[AB])\d{3}")
_SIREN = re.compile(r"\d{9}")
Ask = Callable[[str], Awaitable[bytes | None]]  # an address -> the body of a good answer, or None


class Identity(Item):
    """A commune and its group of communes."""

    name: str = ""
    insee: str = ""
    siren: str | None = None
    epci_name: str = ""
    epci_siren: str | None = None
    population: int | None = None


@dataclass(frozen=True)
class Identified:
    """What the directories said, and what could not be learned."""

    identity: Identity
    problem: str = ""  # why no commune could be named
    warnings: tuple[str, ...] = ()


def read_json(body: bytes | None) -> Any:
    """Return a JSON answer, or None for anything else: directories answer HTML when they are down."""
    try:
        return json.loads(body) if body else None
    except ValueError:
        return None


def read_town_halls(body: bytes | None, host: str) -> list[Identity]:
    """Return the communes whose town hall declares a site on this very host; a delegated town hall is not one."""
    answer = read_json(body)
    rows = answer.get("results") if isinstance(answer, dict) else None
    found: dict[str, Identity] = {}
    for row in rows if isinstance(rows, list) else []:
        name, insee = str(row.get("nom") or ""), str(row.get("code_insee_commune") or "")
        if "déléguée" in name.lower() or not _INSEE.fullmatch(insee) or bare_host(host) not in _sites(row.get("site_internet")):
            continue
        siren = str(row.get("siren") or str(row.get("siret") or "")[:9])
        shown = re.sub(r"^mairie\s*-?\s*(de\s+|d['’])?", "", name, flags=re.IGNORECASE).strip()
        found.setdefault(insee, Identity(name=shown, insee=insee, siren=siren if _SIREN.fullmatch(siren) else None))
    return list(found.values())


def _sites(raw: Any) -> set[str]:
    """Return the hosts of the field `site_internet`: a list of {libelle, valeur}, often given as text."""
    listed = read_json(raw.encode()) if isinstance(raw, str) and raw.lstrip().startswith("[") else raw
    values = [one.get("valeur") if isinstance(one, dict) else one for one in listed] if isinstance(listed, list) else [listed]
    return {bare_host(value if "//" in value else f"//{value}") for value in values if isinstance(value, str)}


def read_commune(body: bytes | None) -> Identity | None:
    """Return the commune of a geography's answer."""
    answer = read_json(body)
    if not isinstance(answer, dict) or not _INSEE.fullmatch(str(answer.get("code", ""))) or not answer.get("nom"):
        return None
    siren, epci, people = str(answer.get("siren") or ""), str(answer.get("codeEpci") or ""), answer.get("population")
    return Identity(
        name=str(answer["nom"])[:100], insee=str(answer["code"]), siren=siren if _SIREN.fullmatch(siren) else None,
        epci_siren=epci if _SIREN.fullmatch(epci) else None, population=people if isinstance(people, int) else None,
    )  # fmt: skip


def read_epci_name(body: bytes | None) -> str:
    """Return the name of a group of communes, or nothing."""
    answer = read_json(body)
    return str(answer.get("nom") or "")[:150] if isinstance(answer, dict) else ""


def read_company(body: bytes | None, siren: str) -> Identity | None:
    """Return the commune that has this SIREN; elected people, which the same answer names, are not read."""
    answer = read_json(body)
    rows = answer.get("results") if isinstance(answer, dict) else None
    for row in rows if isinstance(rows, list) else []:
        place = (row.get("complements") or {}).get("collectivite_territoriale") or {}
        insee = str(place.get("code_insee") or "")
        if str(row.get("siren")) == siren and _INSEE.fullmatch(insee):
            return Identity(insee=insee, siren=siren)
    return None


async def identify(ask: Ask, directories: Directories, host: str, typed: Identity) -> Identified:
    """Return the commune of a site, from what was typed, else from who declares this host."""
    if typed.insee:
        return await _complete(ask, directories, typed)
    if typed.siren:
        known = read_company(await ask(directories.company_url(typed.siren)), typed.siren)
        if known is None:
            return Identified(typed, f"SIREN {typed.siren}: the register of bodies names no commune for it; give --insee too")
        return await _complete(ask, directories, typed.model_copy(update={"insee": known.insee}))
    body = await ask(directories.town_halls_url(bare_host(host)))
    found = read_town_halls(body, host)
    if len(found) == 1:
        return await _complete(ask, directories, found[0].model_copy(update={"name": typed.name or found[0].name}))
    why = "the public directory gave no answer" if body is None else f"no town hall declares {bare_host(host)} as its site"
    if found:
        why = f"several town halls declare this site: {', '.join(f'{one.name} ({one.insee})' for one in found[:6])}"
    return Identified(typed, f"{why}; give the commune's code with --insee (and --siren if you know it)")


async def _complete(ask: Ask, directories: Directories, known: Identity) -> Identified:
    """Add the name, SIREN and group of a commune of which the code is known."""
    commune = read_commune(await ask(directories.commune_url(known.insee)))
    if commune is None:
        warning = f"{known.insee}: the geography gave no answer; the group of communes is left out"
        return Identified(known, "" if known.name else f"{warning}; give the commune's name with --name", (warning,))
    if known.siren and commune.siren and known.siren != commune.siren:
        return Identified(known, f"SIREN {known.siren} is not that of {commune.name} ({commune.insee}), which is {commune.siren}")
    whole = commune.model_copy(update={"name": known.name or commune.name, "siren": known.siren or commune.siren})
    if not whole.epci_siren:
        return replace(Identified(whole), warnings=(f"{whole.name}: the geography names no group of communes",))
    name = read_epci_name(await ask(directories.epci_url(whole.epci_siren)))
    return Identified(whole.model_copy(update={"epci_name": name}))
