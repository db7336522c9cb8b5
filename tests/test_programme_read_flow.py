"""`programme read` from the document to the proposals of a worksheet: the chain with its real detection, on documents of ours."""

import json
from pathlib import Path

import pytest

from scrapers.archive import Archive
from scrapers.guard import ALLOW, REWRITE
from scrapers.loopback import serve_folder
from scrapers.parsers.pledges.shapes import Details
from scrapers.programmes.command import Asked, Nothing, read_programme
from scrapers.programmes.proposals import Written
from tests.factories import sample_town
from tests.loopback import write_site
from tests.papers import pdf
from tracker.errors import InputError
from tracker.items import ProgrammeItem, ProposalItem, ThemeItem
from tracker.settings import worksheets_dir
from tracker.vocabulary import PassageLabel, PledgeSourceKind

TEXT = """NOTRE PROJET

La ville change, et beaucoup d'habitants ne s'y retrouvent plus.

Se loger mieux

- Construire deux cents logements sociaux d'ici 2030
- Encadrer les loyers du centre

Comment faire mieux ?
"""


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path / "store"))
    return tmp_path / "store"


def write(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def run(*what: str, **more: object) -> Written | Nothing:
    asked = {"organization": "ensemble", "year": 2026, **more}
    return read_programme(sample_town(), Asked(what=what, **asked))  # type: ignore[arg-type]


def proposals(done: Written | Nothing) -> tuple[ProgrammeItem, list[ProposalItem]]:
    assert isinstance(done, Written)
    head, *rest = done.path.read_text(encoding="utf-8").splitlines()
    return ProgrammeItem.model_validate_json(head), [ProposalItem.model_validate_json(line) for line in rest]


def test_a_file_becomes_proposals_that_quote_it_and_its_bytes_are_kept(tmp_path: Path, store: Path) -> None:
    done = run(write(tmp_path, "projet.txt", TEXT), kind=PledgeSourceKind.PROFESSION_DE_FOI, url="https://ensemble.example/projet.txt")
    head, found = proposals(done)
    assert done == Written(store / "worksheets/val-essai/ensemble-2026/proposals.jsonl", 6, 2, (("Se loger mieux", 2),), (), "mixed")
    assert (head.title, head.term, head.kind.value, head.publisher, head.url) == (
        "NOTRE PROJET", "t2026", "profession_de_foi", "Ensemble", "https://ensemble.example/projet.txt",
    )  # fmt: skip
    assert Archive().get(head.sha256).decode() == TEXT
    assert all(" ".join(head.text[slice(*one.span)].split()) == one.text and one.sha256 == head.sha256 for one in found)
    pledges = [one for one in found if one.label is PassageLabel.PLEDGE]
    assert [one.headings for one in pledges] == [("NOTRE PROJET", "Se loger mieux")] * 2 and pledges[0].cues
    assert "2  Se loger mieux" in done.told()[0] and "2 pledges proposed of 6 passages" in done.told()[-1]


def test_details_and_themes_are_those_that_are_given(tmp_path: Path) -> None:
    path = write(tmp_path, "projet.txt", TEXT)
    done = read_programme(
        sample_town(), Asked((path,), "ensemble", 2026), lambda text: Details(places=(text[:5],)),
        lambda text, headings: (ThemeItem(key="housing", score=0.5, words=tuple(headings)),),
    )  # fmt: skip
    _, found = proposals(done)
    assert [one.details.places for one in found if one.themes] == [("Const",), ("Encad",)]
    assert all(one.themes[0].words[-1] == "Se loger mieux" for one in found if one.label is PassageLabel.PLEDGE)


def test_a_folder_is_one_programme_with_its_parts(tmp_path: Path) -> None:
    for number in (2, 1):
        write(tmp_path / "posts", f"{number}.md", f"---\ntitle: Post {number}\n---\nNous ouvrirons la maison numéro {number}.\n")
    write(tmp_path / "posts", "3.pdf", pdf("Nous planterons mille arbres dans les rues."))
    head, found = proposals(run(str(tmp_path / "posts"), title="Billets de campagne"))
    assert [(part.url, part.first_page) for part in head.parts] == [("1.md", 1), ("2.md", 2), ("3.pdf", 3)]
    assert {one.page: one.sha256 for one in found} == {part.first_page: part.sha256 for part in head.parts}
    assert head.title == "Billets de campagne"


def test_a_title_over_listed_pledges_is_their_title(tmp_path: Path) -> None:
    page = "<h1>Projet</h1><h2>Rendre la ville plus belle</h2><ul><li>Planter mille arbres</li><li>Rénover la halle</li></ul>"
    _, found = proposals(run(write(tmp_path, "p.html", f"<html><body>{page}</body></html>")))
    assert [(one.text, one.label.value) for one in found[1:]] == [
        ("Rendre la ville plus belle", "title"), ("Planter mille arbres", "pledge"), ("Rénover la halle", "pledge"),
    ]  # fmt: skip
    assert found[1].cues[-1].name == "title_of_list"


def test_a_programme_without_pledge_says_empty_and_keeps_its_passages(tmp_path: Path) -> None:
    done = run(write(tmp_path, "merci.txt", "Merci à toutes et à tous pour cette belle soirée.\n"))
    assert isinstance(done, Written) and done.pledges == 0 and "empty" in done.told()[0] and len(proposals(done)[1]) == 1


def test_what_cannot_be_read_says_why_and_writes_nothing(tmp_path: Path, store: Path) -> None:
    done = run(write(tmp_path, "vide.txt", "   "))
    assert isinstance(done, Nothing) and "vide.txt" in done.told()[0] and "empty" in done.told()[1]
    assert not (store / "worksheets").exists()


def test_a_second_reading_replaces_the_first_whole(tmp_path: Path) -> None:
    path = write(tmp_path, "m.csv", "id;mesure\n1;Ouvrir une crèche municipale\n2;Planter mille arbres\n")
    run(path, mapping="csv")
    path = write(tmp_path, "m.csv", "id;mesure\n1;Ouvrir deux crèches municipales\n")
    head, found = proposals(run(path, mapping="csv"))
    assert [one.text for one in found] == ["Ouvrir deux crèches municipales"] and found[0].anchor == "#1"
    assert "other words" in head.issues[0] and "gone: 2" in head.issues[1]
    assert [one.name for one in (worksheets_dir() / "val-essai" / "ensemble-2026").iterdir()] == ["proposals.jsonl"]


def test_a_list_may_have_another_key_in_a_comparator(tmp_path: Path) -> None:
    measures = {"ruche": {"texte": "Ouvrir une ruche municipale"}, "autre": {"texte": "Fermer la ruche"}}
    content = {
        "candidats": [{"id": "ruche", "liste": "La ruche"}, {"id": "autre", "liste": "Autre"}],
        "categories": [{"nom": "Logement", "sousThemes": [{"nom": "Nature", "propositions": measures}]}],
    }
    path = write(tmp_path, "set.json", json.dumps(content))
    head, found = proposals(run(path, mapping="pourquituvotes-2026", named="ruche", year=2026))
    assert [one.text for one in found] == ["Nature", "Ouvrir une ruche municipale"] and head.second_hand


def test_an_address_is_crawled_and_its_pages_are_read_in_their_order(tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    menu = "<nav><a href='/programme/b.html'>Se loger</a> <a href='/programme/a.html'>Se soigner</a></nav>"
    pages = {
        "programme/index.html": f"{menu}<h1>Projet</h1><p>Une ville pour toutes et tous.</p>",
        "programme/b.html": f"{menu}<h1>Se loger</h1><ul><li id='m1'>Construire deux cents logements</li></ul>",
        "programme/a.html": f"{menu}<h1>Se soigner</h1><ul><li>Ouvrir un centre de santé municipal</li></ul>",
        "don.html": "<p>Donner</p>",
    }
    write_site(tmp_path / "site", {name: f"<!doctype html><html><body>{body}</body></html>" for name, body in pages.items()})
    with serve_folder(tmp_path / "site") as base:
        monkeypatch.setenv(ALLOW, base.removeprefix("http://").rstrip("/"))
        monkeypatch.setenv(REWRITE, f"http://ensemble.invalid={base.rstrip('/')}")
        head, found = proposals(run("http://ensemble.invalid/programme/index.html"))
    assert [part.url.rpartition("/")[2] for part in head.parts] == ["index.html", "b.html", "a.html"]
    pledges = [one for one in found if one.label is PassageLabel.PLEDGE]
    assert [(one.text, one.page) for one in pledges] == [("Construire deux cents logements", 2), ("Ouvrir un centre de santé municipal", 3)]
    assert pledges[0].anchor == "http://ensemble.invalid/programme/b.html#m1"
    assert all(Archive().has(part.sha256) for part in head.parts) and not (store / "runs").exists()


@pytest.mark.parametrize(
    ("what", "more", "expected"),
    [
        ("absent.pdf", {}, r"absent\.pdf: no such file"),
        ("projet.txt", {"organization": "autre"}, "no list 'autre' in the town's file; known: ensemble, autrement"),
        ("projet.txt", {"year": None}, "expected --year"),
        ("projet.txt", {"year": 2020}, "expected one of t2026"),
        ("m.csv", {}, "a table of measures; expected --mapping"),
        ("m.csv", {"mapping": "nowhere"}, "no such mapping"),
    ],
)
def test_wrong_usage_is_one_clear_line(tmp_path: Path, what: str, more: dict[str, object], expected: str) -> None:
    write(tmp_path, "projet.txt", TEXT)
    write(tmp_path, "m.csv", "id;mesure\n1;Ouvrir\n")
    with pytest.raises(InputError, match=expected):
        run(str(tmp_path / what), **more)
