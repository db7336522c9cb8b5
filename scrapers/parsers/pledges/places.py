"""The named places of a pledge: streets, quarters, buildings, read from a type word and a capital name, or from a list given.

A name is a place behind a type word (« rue du Lavoir », « parc des Tilleuls »), behind a preposition of place (« à Valmoulin », « au
Clos-Neuf ») or behind « du ». The town itself, institutions (« la Métropole ») and acronyms are none. The words are data
(`data/place_words.yml`), so that volunteers can add theirs.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import Field, ValidationError

from scrapers.parsers.pledges.plain import flat
from tracker.errors import InputError
from tracker.settings import find_data_file
from tracker.towns import Strict, first_problem, read_yaml

FILE = "place_words.yml"
_OF = r"(?:de la |de l['’]|des |du |de |d['’])"
_ARTICLE = r"(?:la |le |les |l['’])"
_TO = r"(?:à la |à l['’]|à |aux |au )"
_CAPITAL = r"(?:[A-ZÀÂÉÈÊËÎÏÔÙÛÇŒ][\w’'.-]*[\w]|[A-Z]{1,6}\b|[A-ZÉ]\.)"
_NAME = (
    rf"(?:(?:de|du|des|d['’]) ?)?(?:[LlDd]['’])?{_CAPITAL}"
    rf"(?:(?: (?:{_OF}|{_ARTICLE}|{_TO}|en |sur |lès )?|[ ]?[-–/][ ]?){_CAPITAL}| \d{{1,4}}\b)*"
)
_ADJECTIVE = (
    r"(?: (?:des congres|municipale?|publique?|nord|sud|est|ouest|royale?|maternelle|primaire|elementaire|apaisee"
    r"|[a-z]{3,}(?:eenn?e?|ienn?e?|ique|al|ale|if|ive|aire))\b)?"
)
_AFTER_TYPE = re.compile(rf"(?: (?:{_OF}|{_ARTICLE}|en |dite? |dites |dits )?| ?: )[«\"“]? ?(?P<name>{_NAME})")
_BESIDE = r"(?:au niveau|autour|près|aux abords|le long|en face|à côté|au pied|au cœur|au nord|au sud|à l['’](?:ou)?est|à proximité)"
_PREPOSITION = re.compile(
    rf"(?<![\w-])(?P<prep>à la|à l['’]|à|au|aux|sur la|sur l['’]|sur le|sur les|sur|vers|entre|jusqu['’]à|jusqu['’]au|devant|derrière"
    rf"|[Pp]rojets?|reliant|relier|desservir|desservant"
    rf"|{_BESIDE} (?:de la|de l['’]|des|du|de|d['’])|de|du|d['’]|depuis|dans le|dans la|côté)(?: |(?<=['’]))(?P<name>{_NAME})"
)
_WAY = frozenset(("de", "d'", "d’"))
_GOES_ON = re.compile(rf"(?:, et | et |, | ou )(?:{_TO}|{_ARTICLE}|{_OF}|cell?e?(?:ui)? d[eu] )?(?P<name>{_NAME})")
_BRACKETS = re.compile(
    r"\b(?:entrées|quartiers|secteurs|sites|villages|bourgs|écoles|communes|places|rues|équipements|parcs)\b"
    rf"[^().;:]{{0,40}}\((?P<list>{_NAME}(?:(?:, | et ){_NAME})+)"
)
_CENTRE = re.compile(
    r"\b(?:hyper-?centre(?:[- ]ville)?|centres?[- ]villes?|centre[- ]bourg|c.{1,2}ur de ville|centre historique"
    r"|centre ancien|vieille ville)\b"
    r"|\bquartiers? (?:nord|sud|est|ouest)(?:[- ](?:est|ouest))?\b"
)
_COMPASS = re.compile(r"\b[A-ZÉ][\w-]+(?: |-)(?:Nord|Sud|Est|Ouest)\b")
_BIG = re.compile(r"(?:Grand|Grande|Petit|Petite|Vieux|Vieille|Nouveau|Nouvelle|Ancien|Ancienne) $")
_SWEPT = re.compile(rf"\s(?:{_OF}|{_ARTICLE}|en |sur |aux |au )?(?P<word>[A-ZÉÈÀ][\w-]+)")
_OF_LEAD = re.compile(r"^(?:(?:de|du|des) |d['’] ?)?")
_LEAD = re.compile(r"^(?:(?:de|du|des) |d['’] ?)?(?:[LlDd]['’])?")


class PlaceWords(Strict):
    """The file: what stands before a name, and capital words that are no place."""

    types: tuple[str, ...] = Field(min_length=1)
    streets: frozenset[str]
    street_names: frozenset[str]
    barred: frozenset[str]
    regions: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PlaceReader:
    """The words compiled."""

    data: PlaceWords

    @cached_property
    def typed(self) -> re.Pattern[str]:
        """A type word, and one adjective behind it."""
        return re.compile(rf"(?<![\w-])(?P<type>{'|'.join(self.data.types)})\b{_ADJECTIVE}")

    def spans(self, text: str, known: Sequence[str], town: str) -> list[tuple[int, int]]:
        """Return where the named places stand; of two that meet the longer is kept."""
        simple = flat(text)
        barred = self.data.barred | ({flat(town), f"grand {flat(town)}"} if town else frozenset())
        found = [*self._typed(text, simple, barred), *_prepositions(text, barred | self.data.regions), *_listed(simple, known)]
        found += _bracketed(text)
        found += [one.span() for one in (*_CENTRE.finditer(simple), *_COMPASS.finditer(text))]
        kept: list[tuple[int, int]] = []
        for one in sorted(found, key=lambda span: (span[0] - span[1], span)):
            if not any(one[0] < high and low < one[1] for low, high in kept):
                kept.append(one)
        return sorted(kept)

    def _typed(self, text: str, simple: str, barred: frozenset[str]) -> Iterator[tuple[int, int]]:
        for match in self.typed.finditer(simple):
            named = _AFTER_TYPE.match(text, match.end())
            if named is None or not (_is_name(named["name"], barred) or self._street(match["type"], named["name"])):
                continue
            end = _cut(named["name"].split(" à ")[0], named.start("name"), barred)
            big = _BIG.search(text[: match.start()])
            listed = ":" in text[match.end() : named.start("name")]  # « dans les quartiers : Bellevue, Le Clos »
            yield (named.start("name") if listed else big.start() if big else match.start()), end
            yield from _enumerated(text, end, barred)

    def _street(self, kind: str, name: str) -> bool:
        return kind in self.data.streets and flat(name) in self.data.street_names


def places_of(text: str, known: Sequence[str] = (), town: str = "") -> tuple[str, ...]:
    """Return the named places of a pledge, in order, each once and verbatim; `known` are names of the town's own list."""
    return tuple(dict.fromkeys(text[start:end] for start, end in place_spans(text, known, town)))


def place_spans(text: str, known: Sequence[str] = (), town: str = "") -> list[tuple[int, int]]:
    """Return where the named places of a pledge stand."""
    return load_places().spans(text, known, town)


def _prepositions(text: str, barred: frozenset[str]) -> Iterator[tuple[int, int]]:
    for match in _PREPOSITION.finditer(text):
        way = match["prep"] not in _WAY or re.match(r" (?:à|au|vers|jusqu|ou celle|et celle)\b", text[match.end() :])
        if way and _is_name(match["name"], barred):
            end = _cut(match["name"], match.start("name"), barred)
            yield match.start("name") + len(match["name"]) - len(_OF_LEAD.sub("", match["name"])), end
            yield from _enumerated(text, end, barred)


def _bracketed(text: str) -> Iterator[tuple[int, int]]:
    """Give the names between brackets: « aux entrées de la ville (Bellevue, Le Clos) »."""
    for match in _BRACKETS.finditer(text):
        for name in re.finditer(r"[^,]+?(?=, | et |$)", match["list"]):
            start = match.start("list") + name.start() + len(name.group()) - len(name.group().lstrip())
            yield start + (3 if text[start:].startswith("et ") else 0), match.start("list") + name.end()


def _enumerated(text: str, at: int, barred: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Give the names that go on behind a place: « au Lavoir, à Valmoulin et au Clos-Neuf »."""
    while (match := _GOES_ON.match(text, at)) and _is_name(match["name"], barred):
        at = _cut(match["name"], match.start("name"), barred)
        yield match.start("name"), at


def _is_name(name: str, barred: frozenset[str]) -> bool:
    """Say whether capital words name a place: no institution, no lone acronym."""
    bare = _LEAD.sub("", name)
    first = re.split(r"[ /]", bare)[0]
    if {flat(first), flat(first).rstrip("s"), flat(bare)} & barred:
        return False
    return not (first.isupper() and len(first) > 1 and " " not in bare)


def _cut(name: str, start: int, barred: frozenset[str]) -> int:
    """Return where a name ends: before an institution that the capital letters swept in."""
    swept = (start + match.start() for match in _SWEPT.finditer(name) if flat(match["word"]) in barred)
    return next(swept, start + len(name))


def _listed(simple: str, known: Sequence[str]) -> Iterator[tuple[int, int]]:
    for name in known:
        for match in re.finditer(rf"(?<!\w){re.escape(flat(name))}(?!\w)", simple):
            yield match.span()


def load_places() -> PlaceReader:
    """Return the checked words of the data folder (else the shipped ones), or raise `InputError` with one clear line."""
    path = find_data_file(FILE)
    if not path.exists():
        raise InputError(f"{path}: no such file; expected the words of places")
    return _load(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _load(path: Path, _changed_at: int) -> PlaceReader:
    try:
        words = PlaceWords.model_validate(read_yaml(path))
        re.compile("|".join(words.types))
    except ValidationError as error:
        raise InputError(first_problem(path, error)) from error
    except re.error as error:
        raise InputError(f"{path}: types: not a valid expression ({error})") from error
    return PlaceReader(words)
