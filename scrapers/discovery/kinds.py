"""What one name (a file's name or a link's text) says: a council record of a kind, something else, or nothing.

The order of words decides: "PLU - délibération" is a délibération about the PLU, "annexe à la délibération" an annex,
"délibération … subvention au CCAS" the council's own act, "délibération du CCAS" another body's.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

from scrapers.discovery.words import Hit, Lexicon
from tracker.vocabulary import DocumentKind

_MINUTES = frozenset({DocumentKind.PROCES_VERBAL, DocumentKind.COMPTE_RENDU})
_SMALL = frozenset({"du", "de", "des", "d", "la", "le", "les", "l", "au", "a", "en", "et", "n", "no", "sur"})
_TOWARDS = frozenset({"au", "aux", "a", "avec", "par", "pour", "du", "de", "des", "d", "l", "le", "la"})
_LESS_SURE = 2.4  # minutes whose name holds a word that a council's do not have: taken, but worth a look at the first page
_SURE = 2  # weight from which a word of a record stands against another paper named after it; an ambiguous act number does not
_FIRM = frozenset({"attached", "bodies", "other_minutes"})


@dataclass(frozen=True)
class Said:
    """What a name says; `weight` is positive for a record, negative for another paper; `firm` refusals win over the other name."""

    kind: DocumentKind
    weight: float
    why: str
    firm: bool = False
    council: bool = False
    sitting: bool = False  # names a sitting and no paper: its kind is a guess
    alone: bool = False  # a refusal by a name that holds no word of a record: "sivom.pdf"


@lru_cache(maxsize=8192)
def read_name(name: str, lexicon: Lexicon) -> Said | None:
    """Return what a name, already in words, says of its document; None when it says nothing.

    Remembered: headings, titles and folders come back on every link of a page.
    """
    records = lexicon.hits("records", name)
    bodies = lexicon.hits("bodies", name)
    council = [one for one in lexicon.hits("council", name) if not any(_overlap(one, body) for body in bodies)]
    for refuse in (_other_body, _other_minutes, _attached, _before, _other_paper):
        said = refuse(name, lexicon, records, council)
        if said:
            return said
    return _record(name, lexicon, records, bool(council)) or _sitting(name, lexicon, bool(council)) or _subject(name, lexicon)


def _other_body(name: str, lexicon: Lexicon, records: list[Hit], council: list[Hit]) -> Said | None:
    for body in lexicon.hits("bodies", name):
        if council and council[0].start < body.start:
            return None
        if not _is_object(name, body, records):
            return replace(_refused(body, "bodies", f"paper of another body ({body.said})"), alone=not records)
    return None


def _is_object(name: str, body: Hit, records: list[Hit]) -> bool:
    """Say whether a délibération is *about* a body, not made by it: words of its own lead to the body, or the body takes none."""
    acts = [one for one in records if one.kind is DocumentKind.DELIBERATION]
    if not acts or any(one.kind in _MINUTES for one in records):
        return False
    if not body.deliberates:
        return True
    before = [one for one in acts if one.end <= body.start]
    if before:
        return _speaks(name[before[0].end : body.start])
    led = name[: body.start].split()
    return bool(led) and led[-1] in _TOWARDS and _speaks(name[: body.start])


def _speaks(part: str) -> bool:
    return any(not word.isdigit() and word not in _SMALL for word in part.split())


def _other_minutes(name: str, lexicon: Lexicon, records: list[Hit], council: list[Hit]) -> Said | None:
    if not records or records[0].kind not in _MINUTES or council:
        return None
    found = lexicon.hits("other_minutes", name)
    return _refused(found[0], "other_minutes", f"minutes or report of something else ({found[0].said})") if found else None


def _attached(name: str, lexicon: Lexicon, records: list[Hit], council: list[Hit]) -> Said | None:
    spans = [one.span() for one in lexicon.with_annexes.finditer(name)] if records else []
    for hit in lexicon.hits("attached", name):
        if not any(start <= hit.start and hit.end <= end for start, end in spans):
            return _refused(hit, "attached", f"joined to a record ({hit.said})")
    return None


def _before(name: str, lexicon: Lexicon, records: list[Hit], council: list[Hit]) -> Said | None:
    found = lexicon.hits("before", name)
    if not found or (records and records[0].start < found[0].start):
        return None
    return _refused(found[0], "before", f"prepares a sitting ({found[0].said})")


def _other_paper(name: str, lexicon: Lexicon, records: list[Hit], council: list[Hit]) -> Said | None:
    found = lexicon.hits("papers", name)
    sure = [one for one in records if one.weight >= _SURE]
    if not found or (sure and sure[0].start <= found[0].start):
        return None
    return _refused(found[0], "papers", f"another paper ({found[0].said})")


def _record(name: str, lexicon: Lexicon, records: list[Hit], council: bool) -> Said | None:
    if not records:
        return None
    first = records[0]
    strongest = max(one.weight for one in records)
    if first.kind in _MINUTES and not council and len(records) == 1:
        strange = _strange(name[first.end :], lexicon)
        if strange:
            return Said(first.kind, min(strongest, _LESS_SURE), f'says "{first.said}", but of something unknown ("{strange}")')
    return Said(first.kind, strongest, f'says "{first.said}"', council=council)


def _strange(after: str, lexicon: Lexicon) -> str | None:
    """Return the first word of the few after "PV" or "CR" that minutes of a council do not have."""
    spoken = [word for word in after.split()[:6] if word.isalpha() and len(word) > 2 and word not in _SMALL]
    return next((word for word in spoken if word not in lexicon.of_minutes), None)


def _sitting(name: str, lexicon: Lexicon, council: bool) -> Said | None:
    found = lexicon.hits("sittings", name)
    if not found or lexicon.hits("subjects", name):
        return None
    other = [] if council else lexicon.hits("other_minutes", name)
    if other:
        return _refused(other[0], "other_minutes", f"a meeting of something else ({other[0].said})")
    return Said(found[0].kind, found[0].weight, f'names a sitting ("{found[0].said}")', council=council, sitting=True)


def _subject(name: str, lexicon: Lexicon) -> Said | None:
    found = lexicon.hits("subjects", name)
    return Said(found[0].kind, -found[0].weight, f"another paper, or what an act is about ({found[0].said})") if found else None


def _refused(hit: Hit, section: str, why: str) -> Said:
    kind = DocumentKind.OTHER if section == "bodies" else hit.kind
    return Said(kind, -6, why, firm=section in _FIRM)


def _overlap(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end
