"""Data portals: SCDL files by address and through data.gouv.fr, Opendatasoft, data-fair, Mégalis, contracts and subsidies.

Shapes are those of the interfaces that the reference describes; the bodies and their acts are invented.
"""

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from tests.sites import acts, texts
from tests.sites.acts import COLUMNS, Collectivity, Row
from tests.sites.model import Answer, Asked, Site, data, moved
from tracker.vocabulary import DocumentKind as K

CSV = "text/csv; charset=utf-8"


class Portal(Site):
    """What portals have in common: acts of one body, and the PDF of each."""

    siren = siret = ""
    address = ""  # path of an act's document, with {number}

    @property
    def who(self) -> Collectivity:
        """The body whose acts these are."""
        return Collectivity(self.town, self.siret, self.origin + self.address)

    @cached_property
    def acts(self) -> list[Row]:
        """The acts, in the order of the file."""
        return acts.rows(self.who, 2025, 90) + acts.rows(self.who, 2026, 40)

    def dynamic(self, asked: Asked) -> Answer | None:
        """Send the document of an act."""
        for row in self.acts:
            if row["DELIB_URL"] == asked.origin + asked.path:
                page = texts.first_page(K.DELIBERATION, self.town, None, row["DELIB_OBJET"])
                return Answer(texts.small_pdf(page), "application/pdf")
        return None


class ScdlFile(Portal):
    """A CSV by its address (route SCDL), one with the defects of real files, one with other columns, an empty one, a page instead."""

    name, origin = "scdl", "https://donnees.orle.invalid"
    town, siren, siret, address = "Orle", "219900201", "21990020100017", "/actes/{number}.pdf"

    def build(self) -> Mapping[str, Answer]:
        """Return the files."""
        wrong = acts.table(({"nom": "Verger", "surface": "12"} for _ in range(3)), ("nom", "surface"))
        return {
            "/deliberations.csv": Answer(acts.table(self.acts), CSV),
            "/defauts.csv": Answer(acts.defective(self.who), "text/csv"),
            "/mauvaises-colonnes.csv": Answer(wrong, CSV),
            "/vide.csv": Answer(acts.table([]), CSV),
            "/page.csv": Answer(b"<!DOCTYPE html><html><title>Erreur</title><h1>Une erreur est survenue</h1></html>"),
            "/tronque.csv": Answer(acts.table(self.acts)[:-40], CSV),
        }


class DataGouv(ScdlFile):
    """The national catalogue (route data.gouv.fr): data sets by declared schema, and the lasting redirect to the newest resource."""

    name, origin = "data_gouv", "https://www.data.gouv.fr"
    also = ("https://static.data.gouv.fr",)
    town, siren, siret, address = "Valmoulin", "219900101", "21990010100019", "/actes/{number}.pdf"
    dataset, old, new = "deliberations-de-valmoulin", "5f0e6b1c-0000-4000-8000-000000000001", "5f0e6b1c-0000-4000-8000-000000000002"

    def build(self) -> Mapping[str, Answer]:
        """Return the files, under addresses that carry the time of their making."""
        files = "/resources/deliberations-de-valmoulin"
        return {
            f"{files}/20260701-030012/delib.csv": Answer(acts.table(self.acts), CSV),
            f"{files}/20250701-030012/delib.csv": Answer(acts.table(self.acts[:90]), CSV),
        }

    @cached_property
    def described(self) -> dict[str, Any]:
        """The data set as the interface describes it: the newest resource is not the first, and one is no table."""
        files = f"{self.also[0]}/resources/deliberations-de-valmoulin"
        named = {"name": "scdl/deliberations", "version": "2.1.3", "url": None}
        resources = [
            ("notice", "Notice", "pdf", f"{files}/notice.pdf", "2026-08-01T03:00:12+00:00", {"name": None}),
            (self.old, "Délibérations 2025", "csv", f"{files}/20250701-030012/delib.csv", "2025-07-01T03:00:12+00:00", named),
            (self.new, "Délibérations", "csv", f"{files}/20260701-030012/delib.csv", "2026-07-01T03:00:12+00:00", named),
        ]
        return {
            "id": "5f0e6b1c0000400080000000", "slug": self.dataset, "title": "Délibérations de Valmoulin",
            "page": f"{self.origin}/datasets/{self.dataset}/",
            "organization": {"id": "5f0e", "name": "Commune de Valmoulin", "slug": "valmoulin"},
            "last_modified": "2026-07-01T03:00:12+00:00", "frequency": "daily",
            "resources": [
                {
                    "id": i, "title": t, "format": f, "url": u, "latest": f"{self.origin}/api/1/datasets/r/{i}",
                    "last_modified": m, "schema": s, "type": "main",
                }
                for i, t, f, u, m, s in resources
            ],
        }  # fmt: skip

    def dynamic(self, asked: Asked) -> Answer | None:
        """Answer the catalogue."""
        path = asked.path.rstrip("/")
        if path == "/api/1/datasets":
            wanted = asked.query.get("q", "").lower()
            found = [self.described] if not wanted or wanted in self.described["title"].lower() else []
            return data({"data": found, "next_page": None, "previous_page": None, "page": 1, "page_size": 20, "total": len(found)})
        if path in (f"/api/1/datasets/{self.dataset}", f"/api/1/datasets/{self.described['id']}"):
            return data(self.described)
        for resource in self.described["resources"]:
            if path == f"/api/1/datasets/r/{resource['id']}":
                return moved(resource["url"], 302)
        if path.startswith("/api/1/datasets/"):
            return data({"message": "Dataset not found"}, status=404)
        return super().dynamic(asked)


class Opendatasoft(Portal):
    """Explore 2.1 (route Opendatasoft): 130 acts, so that one page of a hundred is not enough; offset and limit are bounded."""

    name, origin = "opendatasoft", "https://data.orle-metropole.invalid"
    town, siren, siret = "Orle Métropole", "209900301", "20990030100012"
    address = "/explore/dataset/deliberations-orle/files/{number}/download/"
    dataset = "deliberations-orle"

    def dynamic(self, asked: Asked) -> Answer | None:
        """Answer records, exports and the description of the data set."""
        base = f"/api/explore/v2.1/catalog/datasets/{self.dataset}"
        if not asked.path.startswith("/api/"):
            return super().dynamic(asked)
        tail = asked.path.removeprefix(base).strip("/")
        headers = {"X-RateLimit-Remaining": "4990", "X-RateLimit-Limit": "5000"}
        if asked.path.startswith(base) and tail in ("", "records", "exports/csv", "exports/json"):
            found = [{name.lower(): value or None for name, value in row.items()} for row in self.acts]
            return self._answer(tail, asked, found, headers)
        return data({"error_code": "ODSDatasetNotFound", "message": "Dataset not found."}, status=404)

    def _answer(self, tail: str, asked: Asked, found: list[dict[str, Any]], headers: dict[str, str]) -> Answer:
        if tail == "exports/csv":
            rows = ({key: value or "" for key, value in row.items()} for row in found)
            body = acts.table(rows, [name.lower() for name in COLUMNS], asked.query.get("delimiter", ";"), "utf-8-sig")
            return Answer(body, CSV, headers=headers)
        if tail == "exports/json":
            return data(found, headers=headers)
        if tail == "":
            return data(
                {"dataset_id": self.dataset, "has_records": True, "metas": {"default": {"title": "Délibérations", "records_count": 130}}}
            )
        limit, offset = int(asked.query.get("limit", "10")), int(asked.query.get("offset", "0"))
        if not -1 <= limit <= 100 or offset + limit > 10_000:
            return data({"error_code": "InvalidRESTParameterError", "message": "Invalid value for limit or offset."}, status=400)
        order = asked.query.get("order_by", "").split()
        if order:
            found = sorted(found, key=lambda row: str(row.get(order[0])), reverse="desc" in [word.lower() for word in order])
        return data({"total_count": len(found), "results": found[offset : offset + limit]}, headers=headers)


class DataFair(Portal):
    """data-fair (row Poitiers): metadata in pages that name the following one by `next`; the documents lie in a webdelib."""

    name, origin = "data_fair", "https://data.grand-pontis.invalid"
    town, siren, siret = "Grand Pontis", "209900401", "20990040100010"
    address = "/attachments/{number}.pdf"
    dataset = "deliberations-grand-pontis"
    most = 60  # lines at a time, fewer than are asked, so that the link to the following ones is needed

    def dynamic(self, asked: Asked) -> Answer | None:
        """Answer lines and description."""
        base = f"/data-fair/api/v1/datasets/{self.dataset}"
        if asked.path == base:
            schema = [{"key": name.lower(), "x-originalName": name, "type": "string"} for name in COLUMNS]
            return data({"id": self.dataset, "title": "Délibérations", "count": len(self.acts), "schema": schema})
        if asked.path in (f"{base}/raw", f"{base}/full"):
            return Answer(acts.table(self.acts), CSV)
        if asked.path != f"{base}/lines":
            return super().dynamic(asked)
        size, after = min(int(asked.query.get("size", "12")), self.most), int(asked.query.get("after", "0") or 0)
        after = after or (int(asked.query.get("page", "1")) - 1) * size
        shown = [{"_i": number, **{k.lower(): v for k, v in row.items()}} for number, row in enumerate(self.acts, start=1)][
            after : after + size
        ]
        answer: dict[str, Any] = {"total": len(self.acts), "results": shown}
        headers = {}
        if after + size < len(self.acts):
            answer["next"] = f"{self.origin}{base}/lines?{urlencode({**asked.query, 'size': size, 'after': after + size})}"
            headers["Link"] = f"<{answer['next']}>; rel=next"
        if asked.query.get("format") == "csv":
            rows = ({name: str(value) for name, value in row.items()} for row in shown)
            return Answer(acts.table(rows, [name.lower() for name in COLUMNS]), CSV, headers=headers)
        return data(answer, headers=headers)


class Megalis(Portal):
    """The regional publication service (rows Mégalis): CSV by SIREN and year, votes always empty; and the search behind its own pages."""

    name, origin = "megalis", "https://data-api.megalis.bretagne.bzh"
    also = ("https://data-publication.megalis.bretagne.bzh", "https://megalis.invalid")
    town, siren, siret, address = "Port-Audry", "219900104", "21990010400013", "/OpenData/219900104/Deliberation/{number}.pdf"

    @cached_property
    def acts(self) -> list[Row]:
        """The acts of two years, without votes."""
        return acts.rows(self.who, 2025, 20, votes=False) + acts.rows(self.who, 2026, 14, votes=False)

    def dynamic(self, asked: Asked) -> Answer | None:
        """Answer the two interfaces."""
        parts = asked.path.strip("/").split("/")
        if parts[:3] == ["api", "v1", "scdl"] and len(parts) == 6:
            return self._scdl(*parts[3:])
        if asked.path == "/mq_apis/actes/v1/search":
            return self._search(asked)
        return super().dynamic(Asked(self.origin, asked.method, asked.target, asked.headers, asked.body))

    def _scdl(self, what: str, siren: str, year: str) -> Answer:
        found = [
            row for row in self.acts if siren == self.siren and row["DELIB_DATE"].startswith(year) and what in ("deliberation", "actes")
        ]
        return Answer(acts.table(found, delimiter=";"), CSV) if found else data({"message": "Aucune donnée"}, status=404)

    def _search(self, asked: Asked) -> Answer:
        size, start = int(asked.query.get("lignes", "10")), int(asked.query.get("page_suivante", "0") or 0)
        found = [_act_record(row, self.siren) for row in reversed(self.acts)] if asked.query.get("siren", self.siren) == self.siren else []
        following = str(start + size) if start + size < len(found) else ""
        return data({"nb_resultats": len(found) + 5, "resultats": found[start : start + size], "page_suivante": following})


def _act_record(row: Row, siren: str) -> dict[str, Any]:
    return {
        "hash": "", "siren": siren, "publication_id": row["DELIB_ID"], "id": row["DELIB_ID"], "type": 1, "typologie": "99_DE",
        "classification_code": row["DELIB_MATIERE_CODE"], "classification_libelle": row["DELIB_MATIERE_NOM"], "objet": row["DELIB_OBJET"],
        "date_acte": f"{row['DELIB_DATE']}T00:00:00Z", "date_publication": f"{row['PREF_DATE']}T08:50:15Z", "url": row["DELIB_URL"],
        "content_type": "application/pdf", "annexes": [],
    }  # fmt: skip


class Spending(Site):
    """Contracts (DECP, JSON and CSV) and subsidies (SCDL), after the rows of section 9; several buyers in one file."""

    name, origin, town = "spending", "https://depenses.orle.invalid", "Orle"
    siren, siret = "219900201", "21990020100017"

    def build(self) -> Mapping[str, Answer]:
        """Return the files."""
        contracts = [_contract(number, self.siret if number % 3 else "21990999900011") for number in range(1, 13)]
        subsidies = [_subsidy(number, self.siret) for number in range(1, 16)]
        flat = [{**c, "titulaires": "", "modifications": "", "titulaire_id_1": "11122233300018"} for c in contracts]
        columns = [name for name in flat[0] if name not in ("titulaires", "modifications")]
        return {
            "/decp.json": Answer(json.dumps({"marches": {"marche": contracts}}, ensure_ascii=False).encode(), "application/json"),
            "/decp.csv": Answer(acts.table(({k: str(v) for k, v in row.items()} for row in flat), columns), CSV),
            "/subventions.csv": Answer(acts.table(subsidies, list(subsidies[0])), CSV),
        }


def _contract(number: int, buyer: str) -> dict[str, Any]:
    return {
        "id": f"2026M{number:03d}", "acheteur": {"id": buyer}, "nature": "Marché", "objet": f"{acts.OBJECTS[number % 10]}, lot {number}",
        "codeCPV": "45233141-9", "procedure": "Procédure adaptée", "dureeMois": 6, "dateNotification": f"2026-03-{number:02d}",
        "datePublicationDonnees": f"2026-04-{number:02d}",
        "montant": 12_500.0 * number, "formePrix": ["Ferme"],
        "titulaires": [{"titulaire": {"id": "11122233300018", "typeIdentifiant": "SIRET"}}], "modifications": [],
    }  # fmt: skip


def _subsidy(number: int, giver: str) -> Row:
    return {
        "nomAttribuant": "Orle", "idAttribuant": giver, "dateConvention": f"2026-02-{number:02d}",
        "referenceDecision": f"2026-{number:03d}",
        "nomBeneficiaire": f"Association fictive {number}", "idBeneficiaire": "", "rnaBeneficiaire": f"W99000{number:04d}",
        "objet": "Soutien à l'activité de l'année", "montant": str(150 * number), "nature": "aide en numéraire",
        "conditionsVersement": "unique", "datesPeriodeVersement": "2026",
        "idRAE": "", "notificationUE": "non", "pourcentageSubvention": "1",
    }  # fmt: skip
