"""The ways of cutting a document worth a trial: each family of headers alone, and those that towns print together."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from scrapers.parsers.chains import best_chain
from scrapers.parsers.headers import Header
from scrapers.parsers.merging import without_copies
from scrapers.parsers.nesting import header_at
from scrapers.parsers.ordinals import WEAK
from scrapers.parsers.view import View
from scrapers.parsers.villages import village_ways

_STRONG = ("date-ordinal", "year-month-number", "day-month-number", "year-month-ordinal", "prefix-year-number", "code")


def ways(view: View) -> Iterator[tuple[str, list[Header]]]:
    """Yield every way of cutting worth a trial: its name and its headers, in order."""
    refs = list(_references(view))
    chains = list(_chains(view))
    yield from refs
    yield from chains
    objects = without_copies(view.sheet, view.objs)
    if len(objects) >= 2:
        yield "objet", objects
    for name, own in refs:
        for other, more in [*(one for one in chains if one[0] in ("num:point", "num:item", "num:n", "num:arabic")), ("objet", objects)]:
            if more:
                yield f"{name}+{other}", _union(own, more)
    shouted = _deciding(view, view.caps)
    for name, own in refs:
        before = _opening(view, [one for one in shouted if one.line < own[0].line], own[0].line)
        if 0 < len(before) <= len(own):
            yield f"{name}+capitals", [*before, *own]
    if view.found:
        yield "agenda", _by_agenda(view)
    if len(shouted) >= 3:
        yield "capitals", shouted
    yield from village_ways(view)


def _references(view: View) -> Iterator[tuple[str, list[Header]]]:
    groups: dict[str, list[Header]] = defaultdict(list)
    for header in view.refs:
        groups[header.shape].append(header)
    for shape, found in groups.items():
        kept = without_copies(view.sheet, found)
        strong = shape.split(":")[0] in _STRONG and view.day is not None
        if len(kept) >= (1 if strong else 2):
            yield f"ref:{shape.split(':')[0]}", _filled(view, kept)


def _filled(view: View, headers: Sequence[Header]) -> list[Header]:
    """Add the item whose reference the clerk forgot: "3. D2024-17", "4. Vote …", "5. D2024-19" gives the fourth too, without number."""
    filled: list[Header] = []
    weak = [one for shape in WEAK for one in view.nums.get(shape, ())]
    for header, following in zip(headers, [*headers[1:], None], strict=True):
        filled.append(header)
        if following is None or header.listed is None or following.listed != header.listed + 2:
            continue
        lost = next((one for one in weak if header.line < one.line < following.line and one.ordinal == header.listed + 1), None)
        if lost:
            filled.append(Header(lost.line, "ref", header.shape, lost.title_at, None, None, lost.ordinal))
    return filled


def _chains(view: View) -> Iterator[tuple[str, list[Header]]]:
    parts = [one.line for one in (*view.nums.get("roman", ()), *view.caps)]
    groups = {"arabic": sorted((one for shape in WEAK for one in view.nums.get(shape, ())), key=lambda one: one.line)}
    groups |= {shape: list(own) for shape, own in view.nums.items() if shape not in WEAK and shape != "bullet"}
    for shape, own in groups.items():
        worded = shape in ("point", "item", "n")
        chain = best_chain(own, view.decisions, parts if shape not in ("roman", "romanbare") else (), 2 if worded else 3)
        if chain:
            yield f"num:{shape}", _with_inverted(view, chain, own) if worded else chain


def _with_inverted(view: View, chain: Sequence[Header], own: Sequence[Header]) -> list[Header]:
    """Add the items taken in another order ("Dossier n° 6" before "n° 5"): a missing number printed once in the chain, and decided."""
    missing = set(range(1, max(one.ordinal or 0 for one in chain))) - {one.ordinal for one in chain}
    inside = [one for one in own if chain[0].line < one.line < chain[-1].line and one.ordinal in missing]
    printed = Counter(one.ordinal for one in inside)
    once = [one for one in inside if printed[one.ordinal] == 1]
    together = _union(chain, once)
    decided = _deciding(view, together)
    return [one for one in together if one not in once or one in decided]


def _union(one: Sequence[Header], other: Sequence[Header]) -> list[Header]:
    lines = {header.line for header in one}
    return sorted([*one, *(header for header in other if header.line not in lines)], key=lambda header: header.line)


def _by_agenda(view: View) -> list[Header]:
    """Return the lines where the agenda's own items come again; what stands under an item is left to nesting."""
    top = [one for one in view.found if one.entry.level == 1]
    return [header_at(view, one.line) for one in top]


def _deciding(view: View, headers: Sequence[Header]) -> list[Header]:
    """Return the titles in capitals that are followed by a decision; the others are parts of the text above."""
    ends = [*(one.line for one in headers[1:]), len(view.sheet.lines)]
    return [one for one, end in zip(headers, ends, strict=False) if view.decisions.any(one.line, end)]


def _opening(view: View, caps: Sequence[Header], end: int) -> list[Header]:
    """Return the titles in capitals above the first reference under which something else than a formality is decided."""
    ends = [*(one.line for one in caps[1:]), end]
    return [one for one, until in zip(caps, ends, strict=False) if set(view.decisions.between(one.line, until)) - view.decisions.ritual]
