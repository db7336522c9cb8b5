"""The confidence in a way of cutting, and the sentence that says what it rests on.

Fitted so that a document whose real F1 is under 0.7 falls under the threshold: votes owned by headings, the printed agenda found
again, numbers in order, and what the regime itself is worth (a reference proves more than capitals).
"""

from scrapers.parsers.evidence import Proof

_WORTH = {"ref": 1.0, "num": 0.97, "objet": 0.97, "agenda": 0.95, "capitals": 0.85, "rubrics": 0.85, "bullets": 0.8, "lone": 0.8}
_FEW = 3
_ALONE = 0.6  # at most, for one or two headings that neither a reference nor an agenda confirms
_MOST = 0.85  # share of the groups of votes that must have a heading before a whole agenda raises the confidence
_CHOSEN = 0.2  # how far titles in capitals that own no vote lower the confidence in those that do
_AGENDA = 0.25  # how far an agenda whose titles are not found again lowers the confidence


def confidence(name: str, proof: Proof, headers: int, passed: float = 1.0) -> float:
    """Return the confidence, from 0 to 1, in a regime that gives so many headers; `passed` is the share of its candidates kept."""
    family = name.split(":")[0]
    base = proof.votes * _WORTH.get(family, 0.9) * (0.6 + 0.4 * proof.order)
    base *= 1 - _CHOSEN * (1 - passed)
    covered = proof.covered
    if covered is None:
        return round(base if headers >= _FEW or family == "ref" else min(base, _ALONE), 3)
    if covered == 1.0 and proof.hits == headers and proof.owning >= _MOST * proof.groups:
        base = 0.5 + 0.5 * base
    elif proof.entries >= _FEW or family == "agenda":
        base *= 1 - _AGENDA * (1 - covered)
    return round(min(1.0, base), 3)


def sentence(name: str, proof: Proof, headers: int) -> str:
    """Return what proves the regime, in words and numbers."""
    said = f"{headers} headings by {name}, {proof.owning} followed by a decision; {proof.groups} groups of votes"
    if proof.entries:
        said += f"; {proof.matched} of {proof.entries} agenda titles found again"
    return said
