"""The columns of the schemas read here, and the other names under which real files print them.

A name is compared without case, accents, blanks and punctuation. The town's own words (`fields` of its source) go before these.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.ids import fold

SCDL, MEGALIS, DECP, SUBVENTIONS = "scdl", "megalis", "decp", "subventions"
_FEW = 3  # columns of a schema, under their own names, that prove a file to be of it
_NOT_NAME = re.compile(r"[^a-z0-9]")


@dataclass(frozen=True)
class Schema:
    """One schema: the columns that it has, those without which nothing can be read, and other names of its columns."""

    name: str
    columns: tuple[str, ...]
    needed: tuple[str, ...]
    wanted: tuple[str, ...]  # required by the schema: their absence is told
    others: Mapping[str, tuple[str, ...]]

    def names(self, fields: Mapping[str, str]) -> dict[str, str]:
        """Return folded name -> column, the town's own words first."""
        found = {key(own): column for own, column in fields.items() if column in self.columns}
        for column in self.columns:
            found.setdefault(key(column), column)
        for column, others in self.others.items():
            for other in others:
                found.setdefault(other, column)
        return found


def key(name: str) -> str:
    """Return a column's name as it is compared."""
    return _NOT_NAME.sub("", fold(name))


def proved(names: Iterable[str], fields: Mapping[str, str]) -> str:
    """Return the schema that the columns of a file prove to be its own, empty when they prove none."""
    present = {key(name) for name in names}
    mapped = {column for own, column in fields.items() if key(own) in present or own.isdigit()}
    scores = {
        schema.name: sum(key(column) in present or column in mapped for column in schema.columns if column not in _SHARED)
        for schema in SCHEMAS.values()
    }
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] >= _FEW else ""


_DELIBERATIONS = (
    "COLL_NOM", "COLL_SIRET", "DELIB_ID", "DELIB_DATE", "DELIB_MATIERE_CODE", "DELIB_MATIERE_NOM", "DELIB_OBJET", "BUDGET_ANNEE",
    "BUDGET_NOM", "PREF_ID", "PREF_DATE", "VOTE_EFFECTIF", "VOTE_REEL", "VOTE_POUR", "VOTE_CONTRE", "VOTE_ABSTENTION", "DELIB_URL",
    "NATURE_ACTE", "PUBLICATION_DATE", "VOTE_RESULTAT",
)  # fmt: skip
_SHARED = {"nature", "objet", "id", "montant", "NATURE_ACTE", "VOTE_RESULTAT", "url"}
SCHEMAS = {
    SCDL: Schema(
        SCDL, _DELIBERATIONS, ("DELIB_OBJET",), ("COLL_SIRET", "DELIB_ID", "DELIB_DATE", "DELIB_MATIERE_CODE", "DELIB_OBJET"),
        {
            "COLL_NOM": ("collnom", "collectivite", "nomcollectivite", "organisme"),
            "COLL_SIRET": ("siret", "siren", "collsiren"),
            "DELIB_ID": (
                "numerodedeliberation", "numerodeladeliberation", "numerodeliberation", "ndeliberation", "ndedeliberation", "numdelib",
                "numerodelib", "ndelib", "delibnumero", "numero", "numeroacte", "deliberation", "iddeliberation", "deliberationid",
            ),
            "DELIB_DATE": (
                "date", "datecm", "dateconseil", "dateduconseil", "dateduconseilmunicipal", "dateseance", "datedelaseance",
                "datedeseance", "datedeliberation", "datedeladeliberation", "datedelib", "dateacte", "dateadoption",
            ),
            "DELIB_MATIERE_CODE": ("matierecode", "codematiere", "codeactes", "nomenclature"),
            "DELIB_MATIERE_NOM": ("matiere", "matierenom", "theme", "thematique"),
            "DELIB_OBJET": (
                "objet", "titre", "intitule", "libelle", "objetdeladeliberation", "titredeladeliberation", "intituledeladeliberation",
                "objetdelib", "delibtitre",
            ),
            "PREF_DATE": ("dateprefecture", "datetransmission", "datedetransmission"),
            "VOTE_EFFECTIF": ("voteefffectif", "effectif", "nombredeconseillers"),
            "VOTE_REEL": ("votants", "nombredevotants", "nbvotants"),
            "VOTE_POUR": ("pour", "voixpour", "nbpour", "nombrepour", "votespour"),
            "VOTE_CONTRE": ("contre", "voixcontre", "nbcontre", "nombrecontre", "votescontre"),
            "VOTE_ABSTENTION": ("voteabst", "voteabstentions", "abstention", "abstentions", "nbabstention", "nbabstentions"),
            "DELIB_URL": ("url", "lien", "liendudocument", "document", "fichier", "pdf", "urldocument", "delibfichier"),
            "NATURE_ACTE": ("natureacte", "naturedelacte"),
            "VOTE_RESULTAT": ("resultat", "resultatduvote", "resultatvote", "sensduvote"),
        },
    ),
    MEGALIS: Schema(
        MEGALIS, ("siren", "type", "typologie", "classification_code", "classification_libelle", "objet", "date_acte", "date_publication",
                  "url", "hash", "id", "publication_id"),
        ("objet",), ("objet", "date_acte"), {},
    ),
    DECP: Schema(
        DECP, ("id", "nature", "objet", "codeCPV", "procedure", "dureeMois", "dateNotification", "datePublicationDonnees", "montant",
               "acheteur.id", "acheteur.nom", "titulaire.id", "titulaire.nom", "uid", "_type"),
        ("objet",), ("id", "objet", "dateNotification", "montant"),
        {
            "acheteur.id": ("acheteursiret", "siretacheteur", "idacheteur", "autoriteconcedanteid"),
            "dateNotification": ("datesignature", "datedenotification"),
            "montant": ("valeurglobale", "montantht"),
            "titulaire.id": ("titulaireid1", "titulaires0id", "titulaires0titulaireid", "concessionnaires0id", "titulairesid",
                             "titulaires0titulaireid", "titulairestitulaireid", "concessionnairesconcessionnaireid", "titulairesiret"),
            "titulaire.nom": ("titulairedenominationsociale1", "titulaires0denominationsociale", "titulaires0titulairedenominationsociale",
                              "titulairedenominationsociale", "concessionnaires0denominationsociale", "titulairesdenominationsociale",
                              "titulairestitulairedenominationsociale"),
        },
    ),
    SUBVENTIONS: Schema(
        SUBVENTIONS, ("nomAttribuant", "idAttribuant", "dateConvention", "referenceDecision", "nomBeneficiaire", "idBeneficiaire",
                      "rnaBeneficiaire", "objet", "montant", "nature", "conditionsVersement", "datesPeriodeVersement",
                      "pourcentageSubvention"),
        ("montant",), ("idAttribuant", "dateConvention", "nomBeneficiaire", "objet", "montant"),
        {
            "dateConvention": ("date", "datedecision", "datedeladecision", "datedeliberation", "datedelib"),
            "referenceDecision": ("numerodeliberation", "numerodedeliberation", "deliberation"),
            "nomBeneficiaire": ("beneficiaire", "association", "nomassociation", "nomdubeneficiaire", "nomdelassociation"),
            "idBeneficiaire": ("siret", "siretbeneficiaire"),
            "rnaBeneficiaire": ("rna",),
            "objet": ("objetsubvention", "objetdelasubvention", "intitule", "objetdelaide"),
            "montant": ("montantsubvention", "montantdelasubvention", "montantvote", "montantattribue", "montanttotal"),
        },
    ),
}  # fmt: skip
