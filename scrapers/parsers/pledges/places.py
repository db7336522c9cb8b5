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
_BESIDE = (
    r"(?:au niveau|autour|près|aux abords|le long|en face|à côté|au pied|au cœur|au nord|au sud|à l['’](?:ou)?est|à proximité"
    r"|dans l['’]enceinte|à l['’]entrée|à la sortie|à hauteur|en direction|en amont|en aval|aux alentours|aux portes|bassin versant)"
)
_PREPOSITION = re.compile(
    rf"(?<![\w-])(?P<prep>à la|à l['’]|à|au|aux|sur la|sur l['’]|sur le|sur les|sur|sous la|sous l['’]|sous le|sous les"
    rf"|vers la|vers l['’]|vers le|vers les|vers|entre|jusqu['’]à|jusqu['’]au|devant|derrière"
    rf"|[Pp]rojets?|anciens?|anciennes?|reliant|relier|desservir|desservant"
    rf"|{_BESIDE} (?:de la|de l['’]|des|du|de|d['’])|de|du|d['’]|depuis|dans le|dans la|dans l['’]|côté)(?: |(?<=['’]))(?P<name>{_NAME})"
)
_WAY = frozenset(("de", "d'", "d’"))
_GOES_ON = re.compile(rf"(?:, et | et |, | ou )(?:{_TO}|{_ARTICLE}|{_OF}|cell?e?(?:ui)? d[eu] )?(?P<name>{_NAME})")
_AT, _WHERE = re.compile(r" à "), re.compile(r" (?:à|au|aux) ")  # a way or a square stands somewhere: its name ends there
_OBJECT = re.compile(rf"(?P<name>{_NAME})")
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
_SWEPT = re.compile(rf"\s(?:{_OF}|{_ARTICLE}|{_TO}|en |sur )?(?P<word>[A-ZÉÈÀ][\w-]+)")
_SUCH_AS = re.compile(
    r"\b(?:quartiers|secteurs|communes|villages|bourgs|hameaux|espaces|sites|lieux|parcs|places|rues|friches|équipements|écoles|zones)\b"
    rf"[^().;:]{{0,40}}?\b(?:comme|notamment|dont|tels que|telles que|à savoir) (?:{_TO}|{_ARTICLE}|{_OF})?(?P<name>{_NAME})"
)
_THAT_OF = re.compile(rf"\b(?:celles?|ceux|celui) (?:{_OF})(?P<name>{_NAME})")
_LINE_TO = re.compile(
    r"\b(?:connexions?|liaisons?|lignes?|dessertes?|navettes?|trains?|cars?|bus)(?: \w+){0,2} (?:avec|pour) "
    rf"(?:{_ARTICLE})?(?P<name>{_NAME})"
)
_MADE_INTO = re.compile(
    rf"\b(?:faire|ferons|fera|transformer|transformerons) (?:{_OF}|{_ARTICLE})(?P<name>{_NAME}) (?:en )?(?:un|une) (?:\w+ )?"
    r"(?:quartier|lieu|espace|parc|pôle|site|secteur|jardin|rue|place|îlot)"
)
_FROM_TO = re.compile(rf"\((?P<name>{_NAME}?) à {_CAPITAL}[^()]{{0,40}}\)")
_AND_OF = re.compile(rf" et {_OF}{_CAPITAL}")  # « esplanade des Lettres et du Théâtre »
_COMPASS_POINT = frozenset(("nord", "sud", "est", "ouest"))
_PEOPLE = re.compile(r"\w{3,}(?:oise?s?|iens|iennes?|éens|éennes?)(?:[·.-]?e?s)?\Z")  # « aux Valmoulinois »
_OF_TOWN, _ROOT = re.compile(r"\w+(?:ais|aises?|ins?|ines?|ots?|otes?|ards?)\Z"), 4
_SETTING_UP = re.compile(r"\b(?:en|sur) \Z")  # « la mise en place de »
_BIG_LEAD = re.compile(r"^(?:Grande?s?|Petite?s?|Nouveaux?|Nouvelles?) (?=\S)")
_OF_LEAD = re.compile(r"^(?:(?:de|du|des) |d['’] ?)?")
_LEAD = re.compile(r"^(?:(?:de|du|des) |d['’] ?)?(?:[LlDd]['’])?")


class PlaceWords(Strict):
    """The file: what stands before a name, and capital words that are no place."""

    types: tuple[str, ...] = Field(min_length=1)
    streets: frozenset[str]
    street_names: frozenset[str]
    barred: frozenset[str]
    regions: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    outer: tuple[str, ...] = Field(min_length=1)
    schemes: tuple[str, ...] = Field(min_length=1)
    works: tuple[str, ...] = Field(min_length=1)


@dataclass(frozen=True)
class PlaceReader:
    """The words compiled."""

    data: PlaceWords

    @cached_property
    def typed(self) -> re.Pattern[str]:
        """A type word, and one adjective behind it."""
        return re.compile(rf"(?<![\w-])(?P<type>{'|'.join(sorted(self.data.types, key=len, reverse=True))})\b{_ADJECTIVE}")

    def spans(self, text: str, known: Sequence[str], town: str) -> list[tuple[int, int]]:
        """Return where the named places stand; of two that meet the longer is kept."""
        simple = flat(text)
        barred = self.data.barred | ({flat(town), f"grand {flat(town)}"} if town else frozenset())
        found = [
            *self._typed(text, simple, barred, flat(town)),
            *_prepositions(text, barred | self.data.regions, flat(town)),
            *_listed(simple, known),
        ]
        found += [*_bracketed(text), *_such_as(text, barred), *self._worked_on(text, simple, barred, flat(town))]
        found += [one.span() for one in (*_CENTRE.finditer(simple), *_COMPASS.finditer(text))]
        found = [one for one in found if not self.schemes.search(simple, 0, one[0])]
        kept: list[tuple[int, int]] = []
        for one in sorted(found, key=lambda span: (span[0] - span[1], span)):
            if not any(one[0] < high and low < one[1] for low, high in kept):
                kept.append(one)
        return sorted(kept)

    @cached_property
    def outer(self) -> re.Pattern[str]:
        """What may stand before a place and be named after it: « parc des prairies … », « fontaine du jardin … »."""
        return re.compile(rf"\b(?:{'|'.join(self.data.outer)}) (?:de la |de l'|des |du )\Z")

    @cached_property
    def schemes(self) -> re.Pattern[str]:
        """What stands before the name of a scheme, a label or a network: « le dispositif « Territoire … » »."""
        return re.compile(rf"\b(?:{'|'.join(self.data.schemes)})(?:\s?[«\"“'][^»\"”']{{0,40}})?\s?\Z")

    @cached_property
    def works(self) -> re.Pattern[str]:
        """A verb or noun of works on a place, up to the article of its name."""
        return re.compile(rf"\b(?:{'|'.join(self.data.works)})(?: \w+ment| a terme| enfin)?(?: et \w+(?:er|ir))? (?:la |le |les |l')")

    def _worked_on(self, text: str, simple: str, barred: frozenset[str], town: str) -> Iterator[tuple[int, int]]:
        """Give the names that a verb of works has for its object: « rénover la Sorelle »."""
        for match in self.works.finditer(simple):
            named = _OBJECT.match(text, match.end())
            if named and _is_name(named["name"], barred | self.data.regions, town):
                end = _cut(named["name"], named.start("name"), barred)
                yield named.start("name"), end
                yield from _enumerated(text, end, barred)

    def _typed(self, text: str, simple: str, barred: frozenset[str], town: str) -> Iterator[tuple[int, int]]:
        for match in self.typed.finditer(simple):
            stop = match.end("type") if any(map(str.isupper, text[match.end("type") : match.end()])) else match.end()
            named = _AFTER_TYPE.match(text, stop)  # « usine Orval »: a name is no adjective
            if named is None or not (_is_name(named["name"], barred) or self._named(match["type"], named["name"], town)):
                continue
            if self._is_no_type(match, named, simple):
                continue
            name = (_WHERE if match["type"] in self.data.streets else _AT).split(named["name"])[0]
            own = match["type"] in self.data.own and flat(_LEAD.sub("", name)) == town
            end = named.start("name") + len(name) if own else _cut(name, named.start("name"), barred)
            more = _AND_OF.match(text, end) if text[stop : named.start("name")] == " des " and not match["type"].endswith("s") else None
            end = more.end() if more else end
            outer = _BIG.search(text[: match.start()]) or self.outer.search(simple, 0, match.start())
            listed = ":" in text[stop : named.start("name")]  # « dans les quartiers : Bellevue, Le Clos »
            yield (named.start("name") if listed else outer.start() if outer else match.start()), end
            yield from _enumerated(text, end, barred)

    def _is_no_type(self, match: re.Match[str], named: re.Match[str], simple: str) -> bool:
        """Say whether a type word is another word here: « une Ville Jardin », « la mise en place de », « 30 places Avenue Monge »."""
        link, kind = simple[match.end("type") : named.start("name")], match["type"]
        if kind in ("ville", "villes"):
            return link == " "
        if kind == "places":
            return flat(named["name"]).split()[0] in self.data.streets
        return kind == "place" and link == " de " and bool(_SETTING_UP.search(simple, 0, match.start()))

    def _named(self, kind: str, name: str, town: str) -> bool:
        """Say whether a barred name is one here: « place de la Mairie », « la gare » of the town itself."""
        if kind in self.data.own and town and flat(_LEAD.sub("", _AT.split(name)[0])) == town:
            return True
        return kind in (self.data.streets | self.data.own) and flat(name) in self.data.street_names


def places_of(text: str, known: Sequence[str] = (), town: str = "") -> tuple[str, ...]:
    """Return the named places of a pledge, in order, each once and verbatim; `known` are names of the town's own list."""
    return tuple(dict.fromkeys(text[start:end] for start, end in place_spans(text, known, town)))


def place_spans(text: str, known: Sequence[str] = (), town: str = "") -> list[tuple[int, int]]:
    """Return where the named places of a pledge stand."""
    return load_places().spans(text, known, town)


def _prepositions(text: str, barred: frozenset[str], town: str) -> Iterator[tuple[int, int]]:
    at = 0
    while (match := _PREPOSITION.search(text, at)) is not None:
        at = match.start("name") + 1  # what is no place may hold one: « d'un Projet à Valmoulin »
        way = match["prep"] not in _WAY or re.match(r" (?:à|au|vers|jusqu|ou celle|et celle)\b", text[match.end() :])
        if way and _is_name(match["name"], barred, town):
            end = at = _cut(match["name"], match.start("name"), barred)
            yield match.start("name") + len(match["name"]) - len(_OF_LEAD.sub("", match["name"])), end
            yield from _enumerated(text, end, barred)


def _such_as(text: str, barred: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Give the names of « des quartiers comme Malbosc et Les Aubiers », « celle de Beaupré », « une liaison avec Orbec »."""
    for match in (found for pattern in (_SUCH_AS, _THAT_OF, _LINE_TO, _MADE_INTO, _FROM_TO) for found in pattern.finditer(text)):
        if _is_name(match["name"], barred):
            end = _cut(match["name"], match.start("name"), barred)
            yield match.start("name"), end
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


def _is_name(name: str, barred: frozenset[str], town: str = "") -> bool:
    """Say whether capital words name a place: no institution, no people of a town, no point of the compass, no lone acronym."""
    bare = _LEAD.sub("", name)
    first = re.split(r"[ /]", _BIG_LEAD.sub("", bare))[0]
    if {flat(first), flat(first).rstrip("s"), flat(bare)} & barred or flat(bare) in _COMPASS_POINT:
        return False
    if " " not in bare and (_PEOPLE.match(bare) or (_OF_TOWN.match(bare) and town and flat(bare)[:_ROOT] == town[:_ROOT])):
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
        for expressions in (words.types, words.outer, words.schemes, words.works):
            re.compile("|".join(expressions))
    except ValidationError as error:
        raise InputError(first_problem(path, error)) from error
    except re.error as error:
        raise InputError(f"{path}: types, outer, schemes or works: not a valid expression ({error})") from error
    return PlaceReader(words)
