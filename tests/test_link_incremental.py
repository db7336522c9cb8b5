"""Linking step by step gives the same rows as linking from nothing, whatever comes, goes or changes between two runs."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import delete
from sqlmodel import select

from tests.factories import temporary_store
from tests.linked import TOWN, act_row, found_town, judge, pledge_row, search_rows, suggestion_rows
from tracker.linking.link import link, link_pledge
from tracker.linking.thesaurus import Thesaurus
from tracker.models import Act, ActTerms, LinkSearch, Pledge, Suggestion
from tracker.store import migrate, reading, writer_engine, writing
from tracker.vocabulary import Judgement

WORDS = ("vélo", "piste", "cyclable", "cantine", "repas", "toit", "halle", "garage", "crèche", "éclairage", "stade", "budget")
THESAURUS = Thesaurus({"cycling": ("vélo", "piste cyclable"), "meals": ("cantine", "repas"), "roofs": ("toit", "halle")})
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
places = st.integers(0, 7)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("act"), places, sentences),
        st.tuples(st.just("pledge"), st.integers(0, 3), sentences),
        st.tuples(st.just("no act"), places, st.just("")),
        st.tuples(st.just("no pledge"), st.integers(0, 3), st.just("")),
        st.tuples(st.sampled_from(["confirmed", "rejected", "unsure"]), places, st.sampled_from("0123")),
        st.tuples(st.sampled_from(["link", "one"]), st.integers(0, 3), st.just("")),
    ),
    min_size=2,
    max_size=8,
)  # fmt: skip


def _put_act(place: int, text: str) -> None:
    """Add an act, or change the words of the one that stands."""
    with writing() as session:
        found = session.get(Act, f"act-{place}")
        if found:
            found.title, found.text = text, f"{text} {text}"
        else:
            session.add(act_row(f"act-{place}", text, date(2026, 6, 1 + place) if place % 3 else None))


def _put_pledge(place: int, text: str) -> None:
    with writing() as session:
        found = session.get(Pledge, f"ple-{place}")
        if found:
            found.text = text
        else:
            session.add(pledge_row(f"ple-{place}", text, place))


def _remove(model: type[Any], key: str) -> None:
    with writing() as session:
        if found := session.get(model, key):
            session.delete(found)


def _judge(kind: str, act: int, pledge: str) -> None:
    with reading() as session:
        stands = session.get(Act, f"act-{act}") is not None
    if stands:
        judge(f"ple-{pledge}", f"act-{act}", Judgement(kind))


def _apply(kind: str, place: int, text: str) -> None:
    done: dict[str, Callable[[], object]] = {
        "act": lambda: _put_act(place, text),
        "pledge": lambda: _put_pledge(place, text),
        "no act": lambda: _remove(Act, f"act-{place}"),
        "no pledge": lambda: _remove(Pledge, f"ple-{place}"),
        "link": lambda: link(TOWN),
        "one": lambda: link_pledge(TOWN.slug, f"ple-{place}"),
    }
    done.get(kind, lambda: _judge(kind, place, text))()


def _rows() -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    return suggestion_rows(), search_rows()


def _forget() -> None:
    """Take away everything that linking has made."""
    with writing() as session:
        for model in (Suggestion, LinkSearch, ActTerms):
            session.execute(delete(model))


def _found() -> None:
    """Write a town with acts and pledges, and link it."""
    migrate()
    with writing() as session:
        found_town(session)
    for place, word in enumerate(WORDS[:6]):
        _put_act(place, f"{word} {WORDS[place + 1]}")
    for place in range(3):
        _put_pledge(place, f"{WORDS[place]} {WORDS[place + 3]}")
    link(TOWN)


@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(steps)
def test_any_order_of_changes_gives_what_a_run_from_nothing_gives(tmp_path_factory: Any, history: list[tuple[str, int, str]]) -> None:
    folder: Path = tmp_path_factory.mktemp("town")
    with temporary_store(folder) as (_, variables), pytest.MonkeyPatch.context() as environment:
        environment.delenv("CHOSE_PROMISE_DATABASE_URL", raising=False)
        environment.setattr("tracker.linking.ranked.load_thesaurus", lambda: THESAURUS)  # a small one: twenty towns are linked often
        for name, value in variables.items():
            environment.setenv(name, value)
        _found()
        for step in history:
            _apply(*step)
        link(TOWN)
        by_steps = _rows()
        _forget()
        link(TOWN)
        assert _rows() == by_steps
        with reading() as session:
            acts, prepared = set(session.exec(select(Act.id))), set(session.exec(select(ActTerms.act_id)))
        assert acts == prepared
        writer_engine().dispose()
