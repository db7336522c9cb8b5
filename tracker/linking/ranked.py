"""The ranking of a town's pledges as rows for the store; an index read once serves again until an act changes.

The last town that was read is remembered in this process: a person who confirms three acts in a row waits for one reading.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from threading import Lock
from typing import Any

from sqlmodel import Session

from tracker.ids import digest
from tracker.linking.bm25 import Index
from tracker.linking.cache import StoredActs, read_prepared
from tracker.linking.corpus import ORDER, Corpus, Judged, KnownPledge
from tracker.linking.deeds import Deed
from tracker.linking.direction import suggest
from tracker.linking.encoder import load_encoder
from tracker.linking.ranking import TOP, Linker, Ranked
from tracker.linking.searched import search_id, words_searched, written_terms
from tracker.linking.standing import standing_model
from tracker.linking.terms import Terms
from tracker.linking.thesaurus import load_thesaurus
from tracker.linking.vectors import ActVectors, passage_of, vectors_file
from tracker.settings import VERSION, database_url, find_data_file

Row = dict[str, Any]
DIRECTED = 10  # suggestions whose direction is kept: those that are asked about; reading an act for it costs more than ranking it
_remembered: dict[tuple[str, ...], Linker] = {}
_words: dict[str, dict[str, str]] = {}  # by digest of the thesaurus
_lock = Lock()  # one ranking at a time: an index remembers words between pledges


class Ranker:
    """Ranks the acts of one town for its pledges."""

    def __init__(self, town: str, corpus: Corpus) -> None:
        """Take what is known of the town; nothing is read yet."""
        self.town, self.corpus = town, corpus
        self.thesaurus = load_thesaurus()
        self._model, self._encoder = standing_model(), load_encoder()
        self._linker = Linker(Index(()), self.thesaurus, self._model)

    @property
    def method(self) -> str:
        """Return the name of the way of ranking, with the hash of everything that made it."""
        return self._linker.method

    @cached_property
    def ways(self) -> str:
        """Return a digest of all ways of this software that decide a suggestion's row, directions included."""
        cues = find_data_file("direction_cues.yml").read_text(encoding="utf-8")
        return digest(VERSION, self.method, self._encoder.name if self._encoder else "", cues)

    def read(self, session: Session) -> None:
        """Read the prepared words of the acts."""
        acts = StoredActs([act.id for act in self.corpus.acts])
        index = Index(acts, prepared=read_prepared(session, self.town, ORDER))
        self._linker = Linker(index, self.thesaurus, self._model, self._vectors(acts))

    def _vectors(self, acts: StoredActs) -> ActVectors | None:
        """Return the vectors of the acts when a person has turned an encoder on."""
        if self._encoder is None:
            return None
        texts = [passage_of(act.title, act.body) for act in acts.all()]
        return ActVectors(self._encoder, texts, vectors_file(self.town, self._encoder))

    def read_or_reuse(self, session: Session) -> None:
        """Take the index that this process read last, if it is of the same acts and ways."""
        key = (database_url(), self.town, self.corpus.state, self.ways)
        with _lock:
            if key not in _remembered:
                self.read(session)
                _remembered.clear()
                _remembered[key] = self._linker
            self._linker = _remembered[key]

    def rank(self, pledges: Sequence[KnownPledge], run_id: str) -> Iterator[tuple[Row, list[Row]]]:
        """Yield, for each pledge, what was searched and its suggestions."""
        said = [self.corpus.judged_of(pledge) for pledge in pledges]
        confirmed = [self.corpus.places_of(one.confirmed) for one in said]
        refused = [self.corpus.places_of(one.refused) for one in said]
        made = {"method": self.method, "run_id": run_id}
        with _lock:
            found = self._linker.rank_many([pledge.text for pledge in pledges], TOP, confirmed, refused)
            for pledge, judged, ranked in zip(pledges, said, found, strict=True):
                words = words_searched(self._linker.query(pledge.text), self._written)
                rows = [self._row(pledge, judged, place, one) | made for place, one in enumerate(ranked, start=1)]
                yield self._search(pledge, words, len(rows)) | made, rows

    @property
    def _written(self) -> dict[str, str]:
        if self.thesaurus.digest not in _words:
            _words.clear()
            _words[self.thesaurus.digest] = written_terms(self.thesaurus, Terms())
        return _words[self.thesaurus.digest]

    def _search(self, pledge: KnownPledge, words: list[str], hits: int) -> Row:
        state = self.corpus.state_of(pledge, self.ways)
        return {
            "id": search_id(pledge.id), "pledge_id": pledge.id, "query": words, "hits": hits, "state": state,
        }  # fmt: skip

    def _row(self, pledge: KnownPledge, judged: Judged, place: int, found: Ranked) -> Row:
        act = self.corpus.acts[found.act_index]
        spoken = act.id in judged.every
        return {
            "id": "sug-" + digest(pledge.id, act.id),
            "pledge_id": pledge.id,
            "act_id": act.id,
            "rank": place,
            "score": found.score,
            "explanation": [part.as_json() for part in found.explanation],
            "preexisting": act.day is not None and act.day < pledge.start,
            "band": None if spoken else found.band,
            "aside": found.aside,
            "direction": None if spoken or place > DIRECTED else self._direction(pledge, found),
        }

    def _direction(self, pledge: KnownPledge, found: Ranked) -> Any:
        act, known = self._linker.index.acts[found.act_index], self.corpus.acts[found.act_index]
        pairs = [(part.pledge_word, part.act_word) for part in found.explanation]
        return suggest(pledge.text, Deed(act.title, act.body, known.stage, known.outcome), pairs)[0]
