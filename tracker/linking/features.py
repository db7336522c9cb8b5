"""What a pledge and an act have in common, as a few numbers that mean the same in every town.

Each number is a sum over matched words, divided by the best sum of the pledge's candidates, so that a village's scans and a big
town's bare titles give like figures. The parts of every sum are kept: an explanation is read from them, never estimated.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tracker.linking.bm25 import Field, Floats, Index
from tracker.linking.concepts import Concepts, Places, holders
from tracker.linking.evidence_words import names_of, sums_of
from tracker.linking.families import Families
from tracker.linking.link_cues import LinkCues
from tracker.linking.meaning import Meaning, Said
from tracker.linking.neighbours import Neighbours
from tracker.linking.parts import Parts, Unit
from tracker.linking.thesaurus import How, Query, QueryTerm, Stems, Thesaurus

OTHERS = 0.3  # what the second-best word of a fired group adds: three words of one group are not three reasons
DEAREST = 6.0  # no single word is worth more than this in soft matches, however rare
FAR = 0.45  # the cosine at which two words begin to be neighbours
LONGEST = 100_000  # characters of an act that are looked through for a sum
SHORT = 4.0  # a title of two words is not twice as telling as one of eight


@dataclass(frozen=True)
class Asked:
    """A pledge as it is searched."""

    text: str
    query: Query
    own: tuple[str, ...]  # its own terms
    groups: dict[str, Stems]  # the groups it fires, with the entry that did it
    said: Said | None = None  # what it says as vectors of words

    def words(self, terms: Stems) -> tuple[str, ...]:
        """Return the words of the pledge behind some of its own terms."""
        return tuple(dict.fromkeys(word for term in self.own if term in terms for word in self.query[term].words))


class Reader:
    """Reads the features of candidates of one town."""

    def __init__(self, index: Index, thesaurus: Thesaurus, neighbours: Neighbours, cues: LinkCues) -> None:
        """Prepare what is the same for all pledges."""
        self.index, self.thesaurus, self.neighbours, self.cues = index, thesaurus, neighbours, cues
        self.concepts, self.families = Concepts(index, thesaurus), Families(index.vocabulary)
        self.meaning = Meaning(index, neighbours.vectors)
        self.routine = np.zeros(len(index), bool)
        self.routine[holders(index, cues.routine, Field.TITLE)] = True
        self.rarest = float(np.log1p(2 * len(index) + 1))  # the idf of a word that the town never uses

    def ask(self, pledge: str) -> Asked:
        """Return a pledge as it is searched: a number alone is no word to search."""
        query = {term: entry for term, entry in self.thesaurus.expand(pledge, self.index.terms).items() if not term.isdigit()}
        own = tuple(term for term, entry in query.items() if entry.how == How.SAME_STEM)
        return Asked(pledge, query, own, self.concepts.fired(dict.fromkeys(own)), self.meaning.said(query, self.soft_worth))

    def idf(self, term: str) -> float:
        """Return how rare a term is in the town; one that it never uses is the rarest."""
        place = self.index.vocabulary.get(term)
        return self.rarest if place is None else float(self.index.idf[place])

    def near_terms(self, asked: Asked) -> dict[str, dict[str, float]]:
        """Return, for each own term of a pledge, the terms of the town that may stand for it, itself first."""
        known = self.index.vocabulary
        found = {}
        for term in asked.own:
            near = {name: max(0.0, (cosine - FAR) / (1 - FAR)) for name, cosine in self.neighbours.near(term).items() if name in known}
            found[term] = ({term: 1.0} if term in known else {}) | self.families.of(term) | near
        return found

    def soft_worth(self, term: str) -> float:
        """Return what a soft match of a pledge's own term is worth."""
        return self.cues.worth(term) * min(self.idf(term), DEAREST)

    def read(self, asked: Asked, acts: Places, cosines: Callable[[str], Floats] | None = None) -> Parts:
        """Return every part of every feature of these acts."""
        parts = Parts(acts)
        terms = [term for term in asked.query if term in self.index.vocabulary]
        blocks = {name: self.index.block(terms, acts.tolist(), name) for name in Field}
        self._base(parts, asked, terms, blocks)
        facets = self._facets(parts, asked, terms, blocks)
        self._concepts(parts, asked)
        self._near(parts, asked)
        parts.add("routine", [Unit(How.ROUTINE)], (self.routine[acts] * facets)[None, :])
        self._named(parts, asked, terms, blocks)
        self._sums(parts, asked)
        self._meaning(parts, asked)
        if cosines is not None:
            near = np.maximum(np.asarray(cosines(asked.text), dtype=np.float64)[acts], 0.0)
            parts.add("encoder", [Unit(How.ENCODER)], _to_best(near[None, :]))
        return parts

    def _base(self, parts: Parts, asked: Asked, terms: list[str], blocks: dict[Field, Floats]) -> None:
        weights = np.array([asked.query[term].weight for term in terms])[:, None]
        units = [unit_of(term, asked.query[term], name) for name in Field for term in terms]
        parts.add("base", units, _to_best(np.concatenate([weights * blocks[name] for name in Field])))

    def _facets(self, parts: Parts, asked: Asked, terms: list[str], blocks: dict[Field, Floats]) -> Floats:
        """Add what each meaning of the pledge finds; the words that a meaning brings compete, they do not pile up."""
        weights = np.array([asked.query[term].weight * self.cues.worth(term) for term in terms])[:, None]
        rows = {name: weights * blocks[name] for name in Field}
        for facet in _facets_of(asked.query, terms):
            for name in Field:
                brought = rows[name][facet]
                kept = np.full(brought.shape, OTHERS)
                kept[brought.argmax(axis=0), np.arange(brought.shape[1])] = 1.0
                rows[name][facet] = brought * kept
        units = [unit_of(term, asked.query[term], name) for name in Field for term in terms]
        values = _to_best(np.concatenate([rows[name] for name in Field]))
        parts.add("facets", units, values)
        total: Floats = values.sum(axis=0)
        return total

    def _concepts(self, parts: Parts, asked: Asked) -> None:
        """Add the groups that pledge and act share, in the title (`concept`) and in the whole act (`subject`)."""
        for feature, name in (("concept", Field.TITLE), ("subject", Field.TEXT)):
            if asked.groups:
                units = [Unit(How.THESAURUS, (), asked.words(entry), name, group) for group, entry in asked.groups.items()]
                parts.add(feature, units, _to_best(self.concepts.of_acts(list(asked.groups), parts.acts, name)))

    def _near(self, parts: Parts, asked: Asked) -> None:
        """Add the nearest word of the title to each word of the pledge."""
        found, units = [], []
        root = np.sqrt(self.index.title_lengths[parts.acts] + SHORT)
        for term, near in self.near_terms(asked).items():
            names = list(near)
            held = self.index.block(names, parts.acts.tolist(), Field.TITLE) > 0 if names else np.zeros((0, len(parts.acts)), bool)
            if held.any():
                values = held * np.array(list(near.values()))[:, None]
                kept = np.arange(len(names))[:, None] == values.argmax(axis=0)
                found.append(values * kept * self.soft_worth(term) / root)
                units += [self._near_unit(term, name, asked) for name in names]
        if found:
            parts.add("near", units, _to_best(np.concatenate(found)))

    def _near_unit(self, term: str, name: str, asked: Asked) -> Unit:
        alike = How.SPELLING if name in self.families.of(term) else How.NEIGHBOUR
        return Unit(How.SAME_STEM if name == term else alike, (name,), asked.query[term].words, Field.TITLE)

    def _named(self, parts: Parts, asked: Asked, terms: list[str], blocks: dict[Field, Floats]) -> None:
        """Add the proper names of the pledge, as a share of all those that it holds."""
        names = [term for term in names_of(asked.text, self.index.terms) if term in asked.query]
        total = sum(self.idf(term) for term in names) or 1.0
        places = {term: terms.index(term) for term in names if term in self.index.vocabulary}
        for name in Field if places else ():
            units = [Unit(How.NAME, (term,), asked.query[term].words, name) for term in places]
            shares = [(blocks[name][place] > 0) * (self.idf(term) / total / len(Field)) for term, place in places.items()]
            parts.add("named", units, np.stack(shares))

    def _sums(self, parts: Parts, asked: Asked) -> None:
        """Add the sums of money that stand in both texts; acts are only read for a pledge that names a sum."""
        wanted = sums_of(asked.text)
        if not wanted:
            return
        self.index.fetch(parts.acts.tolist())
        held = [sums_of(self.index.acts[act].field(Field.TEXT)[:LONGEST]) for act in parts.acts.tolist()]
        for value, written in wanted.items():
            for shown in {one[value] for one in held if value in one}:
                row = np.array([float(one.get(value) == shown) for one in held]) / len(wanted)
                parts.add("named", [Unit(How.AMOUNT, (), (written,), Field.TEXT, shown=shown)], row[None, :])

    def _meaning(self, parts: Parts, asked: Asked) -> None:
        """Add how near pledge and act are in meaning, by each thing that the pledge says."""
        if asked.said is not None:
            near = self.meaning.near_terms(asked.said)
            units = [Unit(How.MEANING, terms, words, Field.TEXT) for words, terms in zip(asked.said.words, near, strict=True)]
            parts.add("meaning", units, _to_best(self.meaning.parts(asked.said, parts.acts)))


def unit_of(term: str, entry: QueryTerm, name: Field) -> Unit:
    """Return the reason that one term of the query is, in one field."""
    return Unit(entry.how, (term,), entry.words, name)


def _to_best(values: Floats) -> Floats:
    """Divide parts by the best sum of a candidate; nothing found stays nothing."""
    best = values.sum(axis=0).max(initial=0.0)
    found: Floats = values / best if best > 0 else values
    return found


def _facets_of(query: Query, terms: list[str]) -> list[list[int]]:
    """Return the places of the terms that the same words of the pledge brought by the thesaurus, one list per meaning."""
    owner: dict[str, str] = {}

    def root(word: str) -> str:
        while owner.setdefault(word, word) != word:
            word = owner[word]
        return word

    brought = [place for place, term in enumerate(terms) if query[term].how in (How.THESAURUS, How.NEIGHBOUR) and query[term].words]
    for place in brought:
        first, *others = query[terms[place]].words
        for other in others:
            owner[root(other)] = root(first)
    found: dict[str, list[int]] = {}
    for place in brought:
        found.setdefault(root(query[terms[place]].words[0]), []).append(place)
    return list(found.values())
