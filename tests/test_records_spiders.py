"""The data routes crawled for real, each in its own subprocess, against played portals; an address nobody wrote down fails the test."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest

from scrapers.crawl import crawl_source
from scrapers.runs import finished_runs, read_issues, read_items
from tests.records import SIREN, row, scdl
from tests.sites.model import Answer, Asked, Site, data, html
from tests.sites.server import Internet
from tracker.items import DocumentItem, IssueItem, RunItem
from tracker.towns import TownConfig
from tracker.vocabulary import DocumentKind

API, FILES, DOCS = "http://catalogue.invalid", "http://fichiers.invalid", "http://actes.invalid"
PDF = Answer(b"%PDF-1.4\n% a very small act\n", "application/pdf")
Respond = Callable[[Asked], Answer | None]


class Portal(Site):
    """A portal whose answers are a table of addresses, and a function for the rest."""

    def __init__(self, pages: Mapping[str, Answer], respond: Respond | None = None) -> None:
        self.name, self.origin, self.also = "portal", API, (FILES, DOCS)
        self._pages, self._respond = pages, respond

    def build(self) -> Mapping[str, Answer]:
        return self._pages

    def dynamic(self, asked: Asked) -> Answer | None:
        if asked.origin == DOCS:
            return PDF
        return self._respond(asked) if self._respond else None


@pytest.fixture(autouse=True)
def _store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("CHOSE_PROMISE_NOW", "2032-01-10T09:00:00+00:00")


def town(**source: Any) -> TownConfig:
    return TownConfig.model_validate(
        {
            "slug": "val-essai", "name": "Val-Essai", "insee": "99001", "bodies": [{"key": "conseil", "name": "Conseil", "siren": SIREN}],
            "terms": [{"key": "t", "start": "2030-03-22", "end": "2036-03-31"}],
            "sources": [{"key": "donnees", "body": "conseil", "platform": "scdl", "url": f"{FILES}/delib.csv", **source}],
        }
    )  # fmt: skip


class Crawl:
    """One crawl of one source and what it left."""

    def __init__(self, portal: Portal, monkeypatch: pytest.MonkeyPatch, known: bool = True, **source: Any) -> None:
        config = town(**source)
        with Internet([portal]) as internet, monkeypatch.context() as patched:
            for name, value in internet.environment().items():
                patched.setenv(name, value)
            self.run: RunItem = crawl_source(config, config.sources[0])
            self.asked = [asked.target for asked, _ in internet.asked if asked.path != "/robots.txt"]
            self.statuses = [status for asked, status in internet.asked if asked.path != "/robots.txt"]
            if known:
                internet.assert_all_known()
        folder = finished_runs(config.slug)[-1].folder
        self.items = [item for item in read_items(folder) if isinstance(item, DocumentItem)]
        self.issues: list[IssueItem] = list(read_issues(folder))

    @property
    def outcome(self) -> str:
        return self.run.outcome.value

    @property
    def codes(self) -> list[str]:
        return sorted(issue.code for issue in self.issues)

    @property
    def data(self) -> list[DocumentItem]:
        return [item for item in self.items if item.raw_kind]

    @property
    def documents(self) -> list[DocumentItem]:
        return [item for item in self.items if not item.raw_kind]


def csv(text: str, **more: Any) -> Answer:
    return Answer(text.encode(), "text/csv; charset=utf-8", **more)


def acts(*numbers: int, **cells: str) -> str:
    return scdl(*(row(DELIB_ID=f"2031-{n}", DELIB_OBJET=f"Affaire {n}", DELIB_URL=f"{DOCS}/{n}.pdf", **cells) for n in numbers))


def test_a_file_by_address_with_the_documents_of_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    other = row(COLL_SIRET="26888888800011", DELIB_URL=f"{DOCS}/autre.pdf", DELIB_OBJET="Autre organe")
    old = row(DELIB_ID="1", DELIB_DATE="2030-05-01", DELIB_OBJET="Ancienne", DELIB_URL="/local/1.pdf", PREF_DATE="")
    portal = Portal({"/delib.csv": csv(scdl(old) + acts(1, 2).split("\n", 1)[1] + other + "\n"), "/local/1.pdf": PDF})
    found = Crawl(portal, monkeypatch)
    assert (found.outcome, found.codes) == ("ok", [])
    assert [(item.raw_kind, item.kind, item.url) for item in found.data] == [
        ("scdl", DocumentKind.LISTE_DELIBERATIONS, f"{FILES}/delib.csv")
    ]
    documents = sorted(found.documents, key=lambda item: item.url)
    assert [(item.url, str(item.listed_date), item.kind) for item in documents] == [
        (f"{DOCS}/1.pdf", "2031-03-20", DocumentKind.DELIBERATION), (f"{DOCS}/2.pdf", "2031-03-20", DocumentKind.DELIBERATION),
        (f"{FILES}/local/1.pdf", "2030-05-01", DocumentKind.DELIBERATION),
    ]  # fmt: skip
    assert documents[0].link_text == "Affaire 1" and documents[0].page_url == f"{FILES}/delib.csv"


def test_a_second_visit_only_asks_whether_anything_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    portal = Portal({"/delib.csv": csv(acts(1, 2))})
    assert Crawl(portal, monkeypatch).outcome == "ok"
    again = Crawl(Portal({"/delib.csv": csv(acts(1, 2))}), monkeypatch)
    assert (again.outcome, again.asked) == ("ok", ["/delib.csv", "/1.pdf", "/2.pdf"]) and set(again.statuses) == {304}
    assert again.run.counts["new"] == 0 and [item.url for item in again.data] == [f"{FILES}/delib.csv"]


def test_one_address_on_every_row_is_no_document(monkeypatch: pytest.MonkeyPatch) -> None:
    same = scdl(*(row(DELIB_ID=str(n), DELIB_OBJET=f"Affaire {n}", DELIB_URL=f"{DOCS}/liste.html") for n in range(80)))
    found = Crawl(Portal({"/delib.csv": csv(same)}), monkeypatch)
    assert found.asked == ["/delib.csv"] and found.codes == ["address_repeated"] and found.outcome == "ok"


def resource(title: str, changed: str, form: str = "csv", **more: Any) -> dict[str, Any]:
    name = quote(title.replace(" ", "-"))
    return {"id": name, "title": title, "format": form, "url": f"{FILES}/{name}-20311231.{form}", "last_modified": changed, "type": "main",
            "latest": f"{API}/api/1/datasets/r/{name}", **more}  # fmt: skip


def catalogue(*resources: dict[str, Any]) -> dict[str, Answer]:
    pages = {"/api/1/datasets/deliberations/": data({"id": "x", "resources": list(resources)})}
    for one in resources:
        name = one["id"]
        pages[unquote(f"/api/1/datasets/r/{name}")] = Answer(status=302, headers={"Location": one["url"]})
        pages[unquote(f"/{name}-20311231.{one['format']}")] = csv(acts(int(name[-1]) if name[-1].isdigit() else 9))
    return pages


RESOURCES = (
    resource("délibérations 2030", "2031-01-02T01:00:00+00:00"), resource("délibérations 2031", "2031-12-31T02:00:00+00:00"),
    resource("notice", "2032-01-01T00:00:00+00:00", "pdf"), resource("page", "2032-01-02T00:00:00+00:00", "csv", type="documentation"),
)  # fmt: skip


def test_a_data_set_is_resolved_to_its_newest_file(monkeypatch: pytest.MonkeyPatch) -> None:
    route = {"url": f"{API}/api/1", "dataset": "deliberations"}
    found = Crawl(Portal(catalogue(*RESOURCES)), monkeypatch, **route)
    assert found.outcome == "ok", found.issues
    assert [item.url for item in found.data] == [f"{API}/api/1/datasets/r/d%C3%A9lib%C3%A9rations-2031"]
    assert [item.url for item in found.documents] == [f"{DOCS}/1.pdf"]


def test_every_yearly_file_or_the_named_one(monkeypatch: pytest.MonkeyPatch) -> None:
    route = {"url": f"{API}/api/1", "dataset": "deliberations"}
    every = Crawl(Portal(catalogue(*RESOURCES)), monkeypatch, **route, query={"resources": "all"})
    assert len(every.data) == 2 and every.data[0].url.endswith("2031")
    named = Crawl(Portal(catalogue(*RESOURCES)), monkeypatch, **route, query={"title": "2030"})
    assert [item.url[-4:] for item in named.data] == ["2030"]


@pytest.mark.parametrize("answer", [data({"resources": [resource("notice", "2032", "pdf")]}), data([1]), html("<h1>Maintenance</h1>")])
def test_a_data_set_without_file_is_a_failed_run(answer: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    portal = Portal({"/api/1/datasets/deliberations/": answer})
    found = Crawl(portal, monkeypatch, url=f"{API}/api/1", dataset="deliberations")
    assert (found.outcome, found.codes, found.items) == ("failed", ["no_resource"], [])


@pytest.mark.parametrize(
    ("answer", "outcome", "code"),
    [
        (html("<h1>Erreur</h1>"), "failed", "html_instead_of_data"), (Answer(b"", "text/csv"), "failed", "empty_file"),
        (csv("nom;surface\nParc;12\n"), "failed", "no_header"), (csv(acts(1, COLL_SIRET="21777777700011")), "failed", "nothing_of_body"),
        (Answer(status=404), "failed", "http_404"), (Answer(status=403), "blocked", "http_403"),
    ],
)  # fmt: skip
def test_what_comes_in_place_of_the_file(answer: Answer, outcome: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Crawl(Portal({"/delib.csv": answer}), monkeypatch)
    assert found.outcome == outcome and code in found.codes and found.documents == []


ODS = "/api/explore/v2.1/catalog/datasets/deliberations"


def test_an_opendatasoft_portal_gives_its_whole_export(monkeypatch: pytest.MonkeyPatch) -> None:
    portal = Portal({f"{ODS}/exports/csv": csv(acts(1).replace("DELIB_", "delib_"))})
    found = Crawl(portal, monkeypatch, platform="opendatasoft", url=API, dataset="deliberations", query={"where": 'delib_date > "2030"'})
    assert found.outcome == "ok" and [item.url for item in found.documents] == [f"{DOCS}/1.pdf"]
    assert "where=delib_date" in found.asked[0] and "timezone=Europe" in found.asked[0]


def records(total: int) -> Respond:
    def respond(asked: Asked) -> Answer | None:
        if asked.path != f"{ODS}/records":
            return Answer(b'{"error_code": "Unsupported"}', "application/json", status=400) if asked.path == f"{ODS}/exports/csv" else None
        offset, limit = int(asked.query["offset"]), int(asked.query["limit"])
        if offset + limit > 10_000:
            return None
        rows = [
            {"delib_id": str(n), "delib_date": "2031-03-20", "delib_objet": f"Affaire {n}"}
            for n in range(offset, min(offset + limit, total))
        ]
        return data({"total_count": total, "results": rows})

    return respond


def test_records_page_by_page_where_there_is_no_export(monkeypatch: pytest.MonkeyPatch) -> None:
    route = {"platform": "opendatasoft", "url": API, "dataset": "deliberations"}
    found = Crawl(Portal({}, records(250)), monkeypatch, **route)
    assert (found.outcome, found.codes, len(found.data)) == ("ok", ["export_closed"], 3)
    long = Crawl(Portal({}, records(10_400)), monkeypatch, **route, max_pages=1000)
    assert (long.outcome, len(long.data)) == ("partial", 100) and "10000 of 10400" in str(long.issues)


@pytest.mark.parametrize(("status", "outcome"), [(403, "blocked"), (429, "blocked")])
def test_a_portal_that_refuses_is_not_asked_otherwise(status: int, outcome: str, monkeypatch: pytest.MonkeyPatch) -> None:
    refusal = Answer(status=status, headers={"Retry-After": "3600"})
    found = Crawl(Portal({f"{ODS}/exports/csv": refusal}), monkeypatch, platform="opendatasoft", url=API, dataset="deliberations")
    assert found.outcome == outcome and found.data == [] and not any("records" in target for target in found.asked)


def test_the_lines_of_data_fair_are_followed_on_their_own_host(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "/data-fair/api/v1/datasets/deliberations/lines"

    def respond(asked: Asked) -> Answer | None:
        if asked.path != lines:
            return None
        after = asked.query.get("after", "")
        following = {"": f"{API}{lines}?format=csv&size=10000&after=7", "7": "http://ailleurs.invalid/lines"}[after]
        return csv(acts(2 if after else 1), headers={"Link": f"<{following}>; rel=next"})

    found = Crawl(Portal({}, respond), monkeypatch, platform="data_fair", url=API, dataset="deliberations")
    assert (len(found.data), len(found.documents), found.codes) == (2, 2, ["address_refused"])


def test_the_yearly_files_of_megalis(monkeypatch: pytest.MonkeyPatch) -> None:
    place = f"/api/v1/scdl/deliberation/{SIREN}"
    portal = Portal({f"{place}/2031": csv(acts(1)), f"{place}/2032": Answer(status=404), f"{place}/2030": csv(acts(2))})
    found = Crawl(portal, monkeypatch, platform="megalis", url=API)
    assert [target[-4:] for target in found.asked[:3]] == ["2032", "2031", "2030"]
    assert (found.outcome, found.codes, len(found.data), len(found.documents)) == ("ok", ["year_absent"], 2, 2)


def result(number: int, nature: int = 1) -> dict[str, Any]:
    return {
        "objet": f"DE2031_{number:03d}_affaire", "date_acte": "2031-03-20T00:00:00Z", "siren": SIREN, "type": nature, "annexes": [],
        "hash": f"{number:064d}", "url": f"{DOCS}/{number}.pdf", "classification_code": "7.5", "typologie": "99_DE", "id": str(number),
    }  # fmt: skip


@pytest.mark.parametrize("marks", [{"": "b", "b": ""}, {"": "b", "b": "b"}])
def test_the_search_of_megalis_ends_where_its_pages_end(marks: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    def respond(asked: Asked) -> Answer | None:
        if asked.path != "/mq_apis/actes/v1/search" or asked.query["siren"] != SIREN:
            return None
        mark = asked.query["page_suivante"]
        shown = [result(1), result(2, 2)] if not mark else [result(3)]
        return data({"nb_resultats": 99, "resultats": shown, "page_suivante": marks[mark]})

    found = Crawl(Portal({}, respond), monkeypatch, platform="megalis", url=f"{API}/mq_apis/actes/v1/search")
    assert len(found.data) == 2 and [item.url[-5:] for item in found.documents] == ["1.pdf", "3.pdf"]
    assert (found.outcome, found.codes) == (("ok", []) if marks["b"] == "" else ("partial", ["page_loop"]))
    assert {item.raw_kind for item in found.data} == {"megalis"}


def test_a_body_without_siren_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    config = town(platform="megalis", url=API)
    config = config.model_copy(update={"bodies": (config.bodies[0].model_copy(update={"siren": None}),)})
    with Internet([Portal({})]) as internet:
        for name, value in internet.environment().items():
            monkeypatch.setenv(name, value)
        run = crawl_source(config, config.sources[0])
        assert run.outcome.value == "failed" and "no_siren" in run.message and internet.asked == []


def test_contracts_of_each_year(monkeypatch: pytest.MonkeyPatch) -> None:
    contracts = json.dumps({"marches": {"marche": [{"id": "1", "objet": "Crèche", "dateNotification": "2031-06-12", "montant": 5}]}})
    portal = Portal({f"/decp/{SIREN}/2031": Answer(contracts.encode(), "application/json"), f"/decp/{SIREN}/2030": Answer(status=404),
                     f"/decp/{SIREN}/2032": Answer(status=404)})  # fmt: skip
    found = Crawl(portal, monkeypatch, platform="decp", url=API + "/decp/{siren}/{year}")
    assert [(item.raw_kind, item.kind) for item in found.data] == [("decp", DocumentKind.OTHER)] and found.outcome == "ok"


def test_a_file_of_subsidies(monkeypatch: pytest.MonkeyPatch) -> None:
    grants = "idAttribuant;dateConvention;nomBeneficiaire;objet;montant\n"
    given = Crawl(Portal({"/aides.csv": csv(grants)}), monkeypatch, platform="subventions", url=f"{FILES}/aides.csv")
    assert [(item.raw_kind, item.kind) for item in given.data] == [("subventions", DocumentKind.OTHER)]


def test_a_portal_that_gives_one_line_at_a_time_is_asked_so_many_times_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def respond(asked: Asked) -> Answer | None:
        if asked.path.endswith("/records"):
            return data({"total_count": 9_999, "results": [{"delib_objet": "Achat de vélos", "delib_date": "2022-01-01"}]})
        return Answer(b"", status=404) if asked.path.endswith("/exports/csv") else None

    crawl = Crawl(Portal({}, respond), monkeypatch, known=False, platform="opendatasoft", url=API, dataset="deliberations", max_pages=3)
    assert crawl.outcome == "partial" and crawl.codes.count("page_limit") == 1 and len(crawl.data) == 3
