"""What a text does to what: "refus de fermer l'école" keeps the school. Pure; the words come from `data/direction_cues.yml`.

A chain of cues ("abandon du projet de fermeture") is folded from its end; its object is what follows it in the same clause, else what
stands before, else the whole text. A change of a price is told apart, because a dearer bus is not fewer buses.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tracker.linking.cues import BREAK, NOTHING, Cues, Token
from tracker.linking.terms import Terms

_CHAIN = 4  # words that may stand between two cues of one chain
_OBJECT = 7  # words of an object: its head and its complements
_DROPPING = ("stop", "end", "fight", "less")
_OVER = ("raze", "sell", "free")
_UNDOING, _DOING = ("end", "stop"), ("make", "more")
_NEGATIONS = ("not", "none")
_AND = ("et", "ou")
Chain = list[tuple[int, int, str]]


@dataclass(frozen=True)
class Change:
    """What is done to an object: the stems of the object (head first), the price it is about if any, and the words that said it."""

    kind: str
    objects: tuple[str, ...]
    price: str = ""
    words: str = ""
    old: bool = False  # the object gives way to a new one
    said: bool = True  # False for the bare name of a thing
    undone: bool = False  # a word puts it off, refuses or ends it
    aside: bool = False  # a thing named after another clause: too loose a wish to be contradicted
    whole: bool = False  # its object is all that the text names

    def dropped(self, table: dict[str, str]) -> "Change":
        """Return the same change put off or refused."""
        return replace(self, kind=table[self.kind])


class ChangeReader:
    """A reader of changes, with its own memo of stems."""

    def __init__(self, cues: Cues) -> None:
        """Keep the cues."""
        self.cues, self.terms = cues, Terms()

    def read(self, words: list[Token], *, bare: bool, staff: bool = False) -> list[Change]:
        """Return the changes of a text; with `bare`, a clause without any cue wants (a pledge) or names (a title) its object.

        With `staff`, what is said of posts counts.
        """
        words = self._without_nothing(words, staff)
        found: list[Change] = []
        for clause in _clauses(words):
            found += self._clause(clause, words, bare)
        undone = [change for change in found if change.whole and change.kind in _UNDOING]
        return [change for change in found if change.kind not in _DOING] if undone else found

    def stems(self, words: Iterable[Token]) -> tuple[str, ...]:
        """Return the stems of the words that can be an object."""
        kept = [token for token in words if token.plain != BREAK and not token.plain.isdigit()]
        wide = {place for first, after, _ in self.cues.wide.find(kept) for place in range(first, after)}
        return tuple(dict.fromkeys(term for place, token in enumerate(kept) if place not in wide for term in self.terms(token.plain)))

    def _without_nothing(self, words: list[Token], staff: bool) -> list[Token]:
        kept = list(words)
        for first, after, name in self.cues.nothing.find(words):
            if not (staff and name == "staff"):
                kept[first:after] = [NOTHING] * (after - first)
        return kept

    def _clause(self, clause: list[Token], whole: list[Token], bare: bool) -> list[Change]:
        chains = _chains(self.cues.changes.find(clause), clause)
        first = chains[0][0][0] if chains else len(clause)
        made = [self._bare(clause[:first])] if bare else []
        spans = [(chain[-1][1], chains[place + 1][0][0] if place + 1 < len(chains) else len(clause)) for place, chain in enumerate(chains)]
        for place, chain in enumerate(chains):
            kind = self._kind(chain)
            if not kind:
                continue
            following = next((cut for a, b in spans[place:] if self.stems(cut := self._cut(clause[a:b]))), [])
            named = following or (clause[:first] if self.stems(clause[:first]) else [])
            cue_words = clause[chain[0][0] : chain[-1][1]]
            names = {name for _, _, name in chain}
            change = self._change(kind, named, cue_words, whole, "fee" if "free" in names else "")
            made.append(replace(change, undone=bool(names & {"stop", "end"})))
        return [change for change in made if change.objects or change.price]

    def _bare(self, words: list[Token]) -> Change:
        return replace(self._change("make", words, words[:6], words), said=False, whole=False)

    def _change(self, kind: str, named: list[Token], cue_words: list[Token], whole: list[Token], price: str = "") -> Change:
        """Return a change; when nothing but a price is named, its object is all that the text names."""
        found = self.cues.prices.find([*cue_words, *(named or whole)])
        objects = self._objects(named)
        words = " ".join(token.raw for token in cue_words if token.raw)
        return Change(
            kind, (objects or self._objects(whole))[:_OBJECT], found[0][2] if found else price, words,
            old=bool(self.cues.old.find(named)), whole=not objects,
        )  # fmt: skip

    def _objects(self, named: list[Token]) -> tuple[str, ...]:
        costly = {stem for start, after, _ in self.cues.prices.find(named) for stem in self.stems(named[start:after])}
        return tuple(stem for stem in self.stems(named) if stem not in costly)

    def _cut(self, words: list[Token]) -> list[Token]:
        """Return the words of an object up to the one that ends it, or begins another thing."""
        place = next((at for at, token in enumerate(words) if token.plain in self.cues.file.ends), len(words))
        return words[:place]

    def _kind(self, chain: Chain) -> str:
        """Fold a chain from its end; a negation of nothing says nothing."""
        names = [name for _, _, name in chain]
        kind = names.pop()
        if kind in _NEGATIONS:
            return "end" if kind == "none" else ""
        for name in reversed(names):
            if name in _NEGATIONS:
                kind = self.cues.file.turned[kind]
            elif name in _DROPPING:
                kind = self.cues.file.dropped[kind]
            elif name in _OVER:
                kind = name
        return kind


def _clauses(words: list[Token]) -> list[list[Token]]:
    clauses: list[list[Token]] = [[]]
    for token in words:
        if token.plain == BREAK:
            clauses.append([])
        else:
            clauses[-1].append(token)
    return [clause for clause in clauses if clause]


def _chains(found: Chain, clause: list[Token]) -> list[Chain]:
    """Join cues that follow each other closely; "rénover et agrandir" are two."""
    chains: list[Chain] = []
    for cue in found:
        last = chains[-1][-1] if chains else None
        between = [token.plain for token in clause[last[1] : cue[0]]] if last else []
        if last and len(between) <= _CHAIN and not set(between) & {*_AND, "pour", "afin", "par"}:
            chains[-1].append(cue)
        else:
            chains.append([cue])
    return chains
