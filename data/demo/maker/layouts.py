"""A sitting as a list of printed blocks, in each of the layouts of the catalogue (council-documents reference, section 3)."""

from dataclasses import dataclass

from maker import votes
from maker.council import Member
from maker.sittings import Act, Sitting
from maker.words import capitals, day_in_words, draw, long_date, pick, year_in_words

_DELEGATED = (
    "Renouvellement de l'adhésion au réseau des villes fleuries",
    "Location d'une place de dépôt pour un chantier", "Acceptation d'une indemnité d'assurance",
    "Prêt d'une salle à titre gratuit pour une collecte de sang",
    "Contrat de maintenance des ascenseurs", "Attribution d'une concession funéraire",
    "Ouverture d'une ligne de trésorerie", "Achat d'une remorque pour le centre technique",
)  # fmt: skip
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")


@dataclass(frozen=True)
class Block:
    """A printed paragraph; styles: title, bold, para, bullet, line, gap."""

    style: str
    text: str = ""


def names(sitting: Sitting) -> tuple[str, str]:
    """Return how the body's council and its place are called."""
    return ("Conseil Municipal", "VALMONT-SUR-OURLE") if sitting.body == "ville" else ("Conseil métropolitain", "MÉTROPOLE DE L'OURLE")


def _chair(sitting: Sitting) -> tuple[Member, str]:
    head = sitting.people.present[0]
    if sitting.body == "metropole":
        return head, "la présidente" if head.woman else "le président"
    return head, "maire"


def _speech(sitting: Sitting, act: Act, layout: str) -> list[Block]:
    """Print the debate: reported in small towns, speaker lines in big ones."""
    blocks = []
    for rank, line in enumerate(act.talk):
        code, words = line.split(": ", 1)
        crowd = [m for m in sitting.people.present[1:] if m.group == code]
        who = sitting.people.present[0] if code == "chair" else pick(crowd, f"{sitting.day}{act.number}{rank}")
        told = f"{who.formal} : {'Elle' if who.woman else 'Il'} {words}" if layout == "C" else f"{who.full} {words}"
        blocks.append(Block("para", told))
    return blocks


def _from_lines(lines: list[str]) -> list[Block]:
    return [Block("bullet" if line.startswith("- ") else "para", line) for line in lines]


def _decision(sitting: Sitting, act: Act, layout: str) -> list[Block]:
    council = names(sitting)[0] if layout != "C" else names(sitting)[0].lower()
    seed = f"{sitting.body}{sitting.day}{act.number}"
    found = votes.special(act, sitting.people, council)
    writer = {"A": votes.lines_a, "B": votes.lines_b, "C": votes.lines_c}[layout]
    return _from_lines(found if found is not None else writer(act, sitting.people, seed, council))


def _proxies(sitting: Sitting) -> list[tuple[str, str]]:
    return [(giver.full, holder.full) for giver, holder in sitting.people.proxies]


def _secretary(sitting: Sitting) -> Member:
    return sitting.people.present[1 + draw(f"{sitting.day}sec", len(sitting.people.present) - 1)]


def blocks_a(sitting: Sitting) -> list[Block]:
    """Layout A: small-town record, capitals and year-month-rank to 2021, date and rank from 2022."""
    council, town = names(sitting)
    chair, office = _chair(sitting)
    people, secretary = sitting.people, _secretary(sitting)
    given = ", ".join(f"{g} donne pouvoir à {h}" for g, h in _proxies(sitting))
    out = [
        Block("title", f"COMMUNE DE {town}"), Block("title", f"SEANCE DU {capitals(long_date(sitting.day))}"), Block("gap"),
        Block("para", f"L'an {year_in_words(sitting.day.year)}, le {day_in_words(sitting.day)} à dix-neuf heures, "
              f"les membres du {council} de la Commune de {town}, "
              f"convoqués le {day_in_words(sitting.convened)} {year_in_words(sitting.convened.year)}, "
              f"se sont réunis en mairie, sous la présidence de {chair.full}, {office}."),
        Block("para", "Etaient présents : " + ", ".join(m.full for m in people.present)),
        Block("para", "Absents ayant donné procuration : " + given),
        Block("para", "Absents excusés : " + (", ".join(m.full for m in people.absent) or "néant")),
        Block("para", f"Nombre de conseillers en exercice : 43 – présents : {len(people.present)} – votants : {len(people.voters)}"),
        Block("gap"), Block("bold", "1/. DESIGNATION DU SECRETAIRE DE SEANCE"),
        Block("para", f"{secretary.full} est désigné{'e' if secretary.woman else ''} secrétaire de séance."),
    ]  # fmt: skip
    if sitting.previous:
        out.append(Block("bold", "2/. APPROBATION DU COMPTE RENDU DE LA SEANCE PRECEDENTE"))
        out.append(Block("para", f"Le compte rendu de la séance du {long_date(sitting.previous)} est adopté à l'unanimité."))
    for act in sitting.acts:
        head = f"{act.number} {capitals(act.title)}" if sitting.layout == "A1" else f"{act.number} – {act.title}"
        out += [
            Block("gap"),
            Block("bold", head),
            *(Block("para", p) for p in act.text),
            *_speech(sitting, act, "A"),
            *_decision(sitting, act, "A"),
        ]
    return [*out, Block("gap"), Block("para", "L'ordre du jour étant épuisé, la séance est levée à vingt-deux heures quinze.")]


def blocks_d(sitting: Sitting) -> list[Block]:
    """Layout D: a secretary's running text, without numbers, capitals or agenda; only a person can say where an act begins."""
    council, _ = names(sitting)
    chair, office = _chair(sitting)
    people, secretary = sitting.people, _secretary(sitting)
    out = [
        Block("title", "Commune de Valmont-sur-Ourle"), Block("title", f"Séance du {long_date(sitting.day)}"), Block("gap"),
        Block("para", f"L'an {year_in_words(sitting.day.year)}, le {day_in_words(sitting.day)} à dix-neuf heures, le {council} s'est réuni "
              f"en mairie sous la présidence de {chair.full}, {office}."),
        Block("para", "Présents : " + ", ".join(m.full for m in people.present)),
        Block("para", "Procurations : " + " ; ".join(f"{giver} à {holder}" for giver, holder in _proxies(sitting))),
        Block("para", "Absents : " + (", ".join(m.full for m in people.absent) or "néant")),
        Block("para", f"{secretary.full} tient le secrétariat de la séance."),
    ]  # fmt: skip
    for act in sitting.acts:
        out += [Block("para", act.title), *(Block("para", p) for p in act.text), *_speech(sitting, act, "A"), *_decision(sitting, act, "A")]
    return [*out, Block("para", "La séance est levée à vingt et une heures.")]


def _parts(sitting: Sitting) -> dict[str, list[Act]]:
    parts: dict[str, list[Act]] = {}
    for act in sitting.acts:
        parts.setdefault(act.part or "Divers", []).append(act)
    return parts


def _agenda_b(sitting: Sitting) -> list[Block]:
    out = [Block("para", "Ordre du jour de la séance :"), Block("line", "Décisions prises par délégation du conseil")]
    for roman, (part, acts) in zip(_ROMAN, _parts(sitting).items(), strict=False):
        out += [Block("line", f"{roman}. {part}"), *(Block("bullet", f"- {act.title}") for act in acts)]
    return [*out, Block("gap")]


def _delegated(sitting: Sitting) -> list[Block]:
    first = 1 + draw(f"dm{sitting.day}", 30)
    topics = sorted(_DELEGATED, key=lambda t: draw(f"{sitting.day}{t}", 1 << 40))[:3]
    lines = [Block("line", f"DM {sitting.day.year}-{first + i:02d} : Objet : {topic}") for i, topic in enumerate(topics)]
    return [Block("bold", "Décisions prises par délégation du conseil"), *lines, Block("gap")]


def blocks_b(sitting: Sitting) -> list[Block]:
    """Layout B: agenda by parts, then "D2024-012 - Objet : …"; the debate may follow the vote."""
    council, town = names(sitting)
    chair, office = _chair(sitting)
    opening = (
        f"L'an {year_in_words(sitting.day.year)}, le {long_date(sitting.day)[:-5]} à 19h00, le {council} de {town}, "
        f"dûment convoqué le {long_date(sitting.convened)}, "
        f"s'est réuni dans la salle du conseil, sous la présidence de {chair.full}, {office}."
    )
    out = [
        Block("title", "Commune de Valmont-sur-Ourle" if sitting.body == "ville" else "Métropole de l'Ourle"),
        Block("title", f"{council} du {sitting.day:%d/%m/%Y}"), Block("gap"), Block("para", opening),
        Block("para", "Présents : " + ", ".join(m.full for m in sitting.people.present) + "."),
        Block("para", "Pouvoirs :"), *(Block("bullet", f"- {g} à {h}") for g, h in _proxies(sitting)),
        Block("para", "Absents : " + (", ".join(m.full for m in sitting.people.absent) or "néant")),
        Block("para", f"Secrétaire : {_secretary(sitting).full}"),
        Block("para", "Le quorum est atteint. "
              f"Le procès-verbal de la séance du {long_date(sitting.previous or sitting.convened)} est approuvé."),
        *_agenda_b(sitting), *_delegated(sitting),
    ]  # fmt: skip
    for roman, (part, acts) in zip(_ROMAN, _parts(sitting).items(), strict=False):
        out += [Block("gap"), Block("bold", f"{roman}. {part}")]
        for act in acts:
            out += [Block("gap"), Block("bold", f"{act.number} - Objet : {act.title}"), *(Block("para", p) for p in act.text)]
            out += [*_decision(sitting, act, "B"), *_speech(sitting, act, "B")]
    return [
        *out,
        Block("gap"),
        Block("bold", "Questions diverses"),
        Block("para", "Aucune question n'étant posée, la séance est levée à 21h40."),
    ]


def _body_c(sitting: Sitting, act: Act) -> list[Block]:
    seed = f"{sitting.day}{act.number}"
    reporter = pick(sitting.people.present[1:12], seed + "rap")
    visa = [Block("para", "Vu le code général des collectivités territoriales,")] if draw(seed + "visa", 2) else []
    talk = _speech(sitting, act, "C")
    if not talk and not draw(seed + "talk", 3) and act.vote["kind"] in ("u", "count"):
        talk = [
            Block(
                "para", f"{sitting.people.present[0].formal} : Y a-t-il des demandes d'intervention ? Je n'en vois pas. Je mets aux voix."
            )
        ]
    head = [Block("gap"), Block("bold", f"N° {act.number} – {act.title}"), Block("line", f"Rapporteur : {reporter.formal}")]
    return [*head, *visa, *(Block("para", p) for p in act.text), *talk, *_decision(sitting, act, "C")]


def blocks_c(sitting: Sitting) -> list[Block]:
    """Layout C: big-town record, agenda at the top, "N° 7 – Titre", speaker lines, votes by group."""
    council, town = names(sitting)
    chair, office = _chair(sitting)
    out = [
        Block("title", town), Block("title", f"{council.upper()} – PROCÈS-VERBAL"),
        Block("title", f"Séance du {long_date(sitting.day, weekday=True)}"), Block("gap"),
        Block("para", f"Date de convocation : {long_date(sitting.convened)}"),
        Block("para", f"La séance est ouverte à 18 h 30 sous la présidence de {chair.full}, {office}."),
        Block("para", "Présents : " + ", ".join(m.full for m in sitting.people.present)),
        Block("para", "Pouvoirs : " + " ; ".join(f"{g} à {h}" for g, h in _proxies(sitting))),
        Block("para", "Absents : " + (", ".join(m.full for m in sitting.people.absent) or "aucun")),
        Block("para", f"Secrétaire de séance : {_secretary(sitting).full}"),
        Block("gap"), Block("bold", "ORDRE DU JOUR"),
        *(Block("line", f"{act.number} – {act.title}") for act in sitting.acts), Block("gap"),
    ]  # fmt: skip
    if sitting.previous:
        out.append(Block("para", f"Le procès-verbal de la séance du {long_date(sitting.previous)} est adopté sans observation."))
    for act in sitting.acts:
        out += _body_c(sitting, act)
    return [*out, Block("gap"), Block("para", "La séance est levée à 23 h 05.")]


def blocks(sitting: Sitting) -> list[Block]:
    """Return the printed blocks of a sitting in its own layout."""
    return {"A": blocks_a, "B": blocks_b, "C": blocks_c, "D": blocks_d}[sitting.layout[0]](sitting)
