"""The optional encoder: off by default, nothing fetched, vectors kept per text and model; a hash projection stands in for a model."""

import builtins
import hashlib
import json
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tests.tiny_onnx import TABLE, write_model
from tracker.errors import InputError
from tracker.linking import encoder as module
from tracker.linking.encoder import SETTING, Encoder, FastembedEncoder, Kind, Vectors, load_encoder, unit
from tracker.linking.vectors import BODY_READ, ActVectors, passage_of, vectors_file


class HashProjection:
    """Each word is a fixed direction made of its hash: the same text is at 1, texts without a common word near 0."""

    def __init__(self, name: str = "hash@1", dimension: int = 64) -> None:
        self.name, self.dimension = name, dimension
        self.asked: list[tuple[str, Kind]] = []

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        self.asked += [(text, kind) for text in texts]
        return unit(np.array([sum(map(self._word, text.lower().split()), np.zeros(self.dimension)) for text in texts], np.float32))

    def _word(self, word: str) -> Any:
        seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
        return np.random.default_rng(seed).standard_normal(self.dimension)


TEXTS = ["ouvrir une crèche", "planter des arbres", "ouvrir une crèche"]


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("the network was asked")

    monkeypatch.delenv(SETTING, raising=False)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_no_encoder_unless_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastembed", None)
    assert load_encoder() is None
    monkeypatch.setenv(SETTING, "  ")
    assert load_encoder() is None


def test_a_missing_library_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastembed", None)
    monkeypatch.setenv(SETTING, "some/model")
    with pytest.raises(InputError, match=r"fastembed is not installed\. Nothing was downloaded"):
        load_encoder()


def test_a_model_that_is_not_here_is_refused_and_never_fetched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import fastembed

    monkeypatch.setenv("FASTEMBED_CACHE_PATH", str(tmp_path / "cache"))
    known = fastembed.TextEmbedding.list_supported_models()[0]["model"]
    for named in (known, "no/such", str(tmp_path)):
        monkeypatch.setenv(SETTING, named)
        with pytest.raises(InputError, match="Nothing was downloaded"):
            load_encoder()
    (tmp_path / "config.json").write_text('{"hidden_size": 3}', encoding="utf-8")
    with pytest.raises(InputError, match=r"no onnx/model\.onnx"):
        FastembedEncoder(str(tmp_path))


def test_the_real_backend_reads_a_model_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(SETTING, str(write_model(tmp_path / "five-words")))
    found = load_encoder()
    assert found is not None and (found.name, found.dimension) == ("fastembed:five-words", TABLE.shape[1])
    rows = found.encode(["creche", "mairie arbre", "creche creche creche"], Kind.PASSAGE)
    assert np.allclose(rows[[0, 2]], TABLE[2] / np.linalg.norm(TABLE[2]), atol=1e-5)  # words of padding weigh nothing
    mean = TABLE[3] + TABLE[4]
    assert np.allclose(rows[1], mean / np.linalg.norm(mean), atol=1e-5)
    assert ActVectors(found, ["arbre", "creche"]).cosines("creche").argmax() == 1


class FakeLibrary:
    """What the backend uses of fastembed, and what it was told."""

    def __init__(self) -> None:
        self.added: list[dict[str, Any]] = []
        self.opened: list[tuple[tuple[Any, ...], dict[str, Any]]] = []
        self.read: list[str] = []
        library = self

        class TextEmbedding:
            def __init__(self, *given: Any, **named: Any) -> None:
                library.opened.append((given, named))

            @staticmethod
            def list_supported_models() -> list[dict[str, Any]]:
                return [{"model": one["model"]} for one in library.added]

            @staticmethod
            def add_custom_model(**named: Any) -> None:
                library.added.append(named)

            def embed(self, texts: list[str], batch_size: int) -> Any:
                library.read += texts
                return iter([np.array([3.0, 4.0, 0.0], np.float32) for _ in texts])

        self.TextEmbedding = TextEmbedding


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> FakeLibrary:
    fake = FakeLibrary()
    monkeypatch.setitem(sys.modules, "fastembed", fake)
    described = SimpleNamespace(ModelSource=lambda **named: named, PoolingType=SimpleNamespace(CLS="cls", MEAN="mean"))
    monkeypatch.setitem(sys.modules, "fastembed.common", SimpleNamespace(model_description=described))
    monkeypatch.setitem(sys.modules, "fastembed.common.model_description", described)
    return fake


def test_a_named_model_is_opened_from_this_machine_only(library: FakeLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "someone/multilingual-e5-small")
    found = load_encoder()
    assert found is not None and (found.name, found.dimension) == ("fastembed:someone/multilingual-e5-small", 3)
    assert library.opened == [(("someone/multilingual-e5-small",), {"local_files_only": True})]
    library.read.clear()
    rows = found.encode(["crèche"], Kind.QUERY)
    found.encode(["crèche"], Kind.PASSAGE)
    assert library.read == ["query: crèche", "passage: crèche"]
    assert rows.dtype == np.float32 and np.allclose(np.linalg.norm(rows, axis=1), 1)
    assert found.encode([], Kind.QUERY).shape == (0, 3)


@pytest.mark.parametrize(("pooling", "expected"), [(None, "mean"), (False, "mean"), (True, "cls")])
def test_a_folder_is_a_model_with_the_pooling_it_tells(library: FakeLibrary, tmp_path: Path, pooling: bool | None, expected: str) -> None:
    folder = tmp_path / "small-french"
    (folder / "1_Pooling").mkdir(parents=True)
    (folder / "config.json").write_text('{"hidden_size": 3}', encoding="utf-8")
    (folder / "model.onnx").write_bytes(b"")
    if pooling is not None:
        (folder / "1_Pooling" / "config.json").write_text(json.dumps({"pooling_mode_cls_token": pooling}), encoding="utf-8")
    found = FastembedEncoder(str(folder))
    FastembedEncoder(str(folder))  # a second opening does not register it again
    assert found.name == "fastembed:small-french"
    assert [(one["pooling"], one["dim"], one["model_file"]) for one in library.added] == [(expected, 3, "model.onnx")]
    assert library.opened[0][1] == {"specific_model_path": str(folder), "local_files_only": True}
    assert library.read == ["mairie"] * 2  # no prefix: it is no e5 model


def test_the_backend_is_imported_only_when_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def watched(name: str, *rest: Any) -> Any:
        assert not name.startswith("fastembed")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", watched)
    assert load_encoder() is None and ActVectors(HashProjection(), TEXTS)


def test_cosines_are_in_the_order_of_the_acts() -> None:
    vectors = ActVectors(HashProjection(), TEXTS)
    near = vectors.cosines("ouvrir une crèche")
    assert len(vectors) == 3 and near.shape == (3,)
    assert near[0] == pytest.approx(1, abs=1e-3) and near[0] == near[2] and near[1] < 0.6
    assert np.array_equal(vectors.cosines_many(["ouvrir une crèche", "arbres"])[0], near)
    assert ActVectors(HashProjection(), []).cosines("crèche").shape == (0,)
    assert ActVectors(HashProjection(), [""]).cosines("crèche").tolist() == [0.0]


def test_a_question_and_an_act_are_read_as_such() -> None:
    encoder: Encoder = HashProjection()
    ActVectors(encoder, TEXTS[:1]).cosines("crèche")
    assert encoder.asked == [(TEXTS[0], Kind.PASSAGE), ("crèche", Kind.QUERY)]  # type: ignore[attr-defined]


def test_vectors_are_kept_per_text_and_model(store: Path) -> None:
    first, path = HashProjection(), vectors_file("ville", HashProjection())
    one = ActVectors(first, TEXTS, path).cosines("crèche")
    assert sorted(text for text, _ in first.asked[:-1]) == sorted(set(TEXTS))  # a text that two acts share is read once
    again = HashProjection()
    two = ActVectors(again, [*TEXTS, "refaire la voirie"], path).cosines("crèche")
    assert again.asked[0] == ("refaire la voirie", Kind.PASSAGE) and len(again.asked) == 2
    assert np.array_equal(one, two[:3])
    assert path.is_relative_to(store) and path.name == "ville.npz"
    assert vectors_file("ville", HashProjection("hash@2")).parent != path.parent
    assert vectors_file("ville", HashProjection("Hash 1")).parent != path.parent


def test_only_the_present_acts_are_kept(store: Path) -> None:
    path = vectors_file("ville", HashProjection())
    ActVectors(HashProjection(), TEXTS, path)
    ActVectors(HashProjection(), TEXTS[:1], path)
    with np.load(path) as held:
        assert len(held["keys"]) == 1
    assert [one.name for one in path.parent.iterdir()] == ["ville.npz"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip", b"\x00" * 500])
def test_a_broken_file_of_vectors_is_made_again(store: Path, content: bytes) -> None:
    path = vectors_file("ville", HashProjection())
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    again = HashProjection()
    ActVectors(again, TEXTS, path)
    assert len(again.asked) == 2
    quiet = HashProjection()
    ActVectors(quiet, TEXTS, path)
    assert quiet.asked == []


@pytest.mark.parametrize(
    "rows", [np.full((2, 64), np.nan), np.full((2, 64), np.inf), np.full((2, 64), 900.0), np.array("text"), np.array(3.0)]
)
def test_kept_vectors_without_sense_are_made_again(store: Path, rows: Any) -> None:
    path = vectors_file("ville", HashProjection())
    ActVectors(HashProjection(), TEXTS, path)
    with np.load(path) as held:
        keys = held["keys"]
    np.savez(path, keys=keys, rows=rows)
    assert ActVectors(HashProjection(), TEXTS, path).cosines("ouvrir une crèche").tolist() == pytest.approx([1.0, 0.0, 1.0], abs=0.4)
    np.savez(path, keys=np.array("one"), rows=rows)
    assert len(ActVectors(HashProjection(), TEXTS, path)) == 3


def test_an_encoder_that_gives_no_number_is_near_nothing() -> None:
    class Broken(HashProjection):
        def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
            return np.full((len(texts), self.dimension), np.nan, np.float32)

    assert ActVectors(Broken(), TEXTS).cosines("crèche").tolist() == [0.0, 0.0, 0.0]


def test_a_file_of_another_dimension_is_made_again(store: Path) -> None:
    path = vectors_file("ville", HashProjection())
    ActVectors(HashProjection(dimension=32), TEXTS, path)
    assert ActVectors(HashProjection(), TEXTS, path).cosines("crèche").shape == (3,)


def test_an_act_is_encoded_by_its_title_and_the_beginning_of_its_text() -> None:
    assert passage_of("Crèche", "Le conseil\n adopte.") == "Crèche. Le conseil adopte."
    assert len(passage_of("Crèche", "mot " * 100_000)) <= len("Crèche") + BODY_READ
    assert module.BATCH > 0
