"""Search engines that linking is compared with, each given the same prepared words (stemmed, folded, separated by blanks)."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import numpy as np

from tracker.linking.bm25 import Index, top_of

Query = Sequence[str]
Hits = list[list[int]]


class Engine(Protocol):
    """Indexes prepared texts, then answers many queries with the places of the best texts."""

    name: str

    def build(self, texts: Sequence[str]) -> None:
        """Index the texts."""

    def search(self, queries: Sequence[Query], top: int) -> Hits:
        """Return the best places of each query, best first."""


class Ours:
    """The index of this project, one field, all queries in one batch."""

    name = "chose-promise"

    def build(self, texts: Sequence[str]) -> None:
        """Index the texts."""
        self.index = Index.of_terms(([] for _ in texts), (text.split() for text in texts))

    def search(self, queries: Sequence[Query], top: int) -> Hits:
        """Return the best places of each query."""
        weighted = [dict.fromkeys(query, 1.0) for query in queries]
        return [[act for act, _ in found] for found in self.index.top(weighted, top)]


class Tantivy:
    """tantivy, words cut at blanks, one thread, one segment."""

    name = "tantivy"

    def build(self, texts: Sequence[str]) -> None:
        """Index the texts in memory."""
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("body", stored=False, tokenizer_name="whitespace", index_option="freq")
        builder.add_integer_field("place", stored=False, fast=True)
        self.schema = builder.build()
        index = tantivy.Index(self.schema)
        writer = index.writer(heap_size=200_000_000, num_threads=1)
        for place, text in enumerate(texts):
            document = tantivy.Document()
            document.add_text("body", text)
            document.add_integer("place", place)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self.searcher = index.searcher()
        self.places = self._places(tantivy)

    def _places(self, tantivy: Any) -> dict[tuple[int, int], int]:
        every = self.searcher.search(tantivy.Query.all_query(), self.searcher.num_docs, order_by_field="place").hits
        last = len(every) - 1
        return {(address.segment_ord, address.doc): last - rank for rank, (_, address) in enumerate(every)}

    def search(self, queries: Sequence[Query], top: int) -> Hits:
        """Return the best places of each query."""
        import tantivy

        found = []
        for query in queries:
            parts = [(tantivy.Occur.Should, tantivy.Query.term_query(self.schema, "body", word, "freq")) for word in query]
            found.append(self.searcher.search(tantivy.Query.boolean_query(parts), top).hits)
        return [[self.places[hit.segment_ord, hit.doc] for _, hit in hits] for hits in found]


class Bm25s:
    """bm25s, with numpy or numba behind it."""

    def __init__(self, backend: str) -> None:
        self.backend, self.name = backend, f"bm25s ({backend})"

    def build(self, texts: Sequence[str]) -> None:
        """Index the texts."""
        import bm25s

        self.retriever = bm25s.BM25(method="lucene", k1=1.2, b=0.75, backend=self.backend)
        self.size = len(texts)
        self.retriever.index([text.split() for text in texts], show_progress=False)

    def search(self, queries: Sequence[Query], top: int) -> Hits:
        """Return the best places of each query, those of score 0 left out."""
        known = [[word for word in query if word in self.retriever.vocab_dict] for query in queries]
        some = [place for place, query in enumerate(known) if query]
        found: Hits = [[] for _ in queries]
        wanted = {"k": min(top, self.size), "show_progress": False, "n_threads": 1 if self.backend == "numba" else 0}
        places, scores = self.retriever.retrieve([known[place] for place in some], **wanted)
        for row, place in enumerate(some):
            found[place] = places[row][scores[row] > 0].tolist()
        return found


class Fts5:
    """SQLite FTS5, words joined by OR, its own bm25()."""

    name = "SQLite FTS5"

    def build(self, texts: Sequence[str]) -> None:
        """Index the texts in memory."""
        self.base = sqlite3.connect(":memory:")
        self.base.execute("CREATE VIRTUAL TABLE acts USING fts5(body, content='', tokenize='unicode61')")
        self.base.executemany("INSERT INTO acts(rowid, body) VALUES (?, ?)", enumerate(texts))

    def search(self, queries: Sequence[Query], top: int) -> Hits:
        """Return the best places of each query."""
        asked = "SELECT rowid FROM acts WHERE acts MATCH ? ORDER BY bm25(acts), rowid LIMIT ?"
        words = (" OR ".join(f'"{word}"' for word in query) for query in queries)
        return [[row[0] for row in self.base.execute(asked, (text, top))] if text else [] for text in words]


class TfIdf:
    """scikit-learn's TF-IDF cosine, all queries in one product."""

    name = "scikit-learn TF-IDF"

    def build(self, texts: Sequence[str]) -> None:
        """Index the texts."""
        from sklearn.feature_extraction.text import TfidfVectorizer

        self.vectorizer = TfidfVectorizer(analyzer=str.split, sublinear_tf=True)
        self.texts = self.vectorizer.fit_transform(texts).T.tocsr()

    def search(self, queries: Sequence[Query], top: int) -> Hits:
        """Return the best places of each query."""
        found: Hits = []
        for rows in _parts(self.vectorizer.transform([" ".join(query) for query in queries]), 64):
            product = rows @ self.texts
            for start, end in zip(product.indptr[:-1], product.indptr[1:], strict=True):
                best = top_of(product.indices[start:end], product.data[start:end].astype(np.float64), top)
                found.append([place for place, _ in best])
        return found


def _parts(matrix: Any, size: int) -> Iterator[Any]:
    return (matrix[start : start + size] for start in range(0, matrix.shape[0], size))


def others() -> list[Engine]:
    """Return the engines to compare with."""
    return [Tantivy(), Bm25s("numpy"), Bm25s("numba"), Fts5(), TfIdf()]
