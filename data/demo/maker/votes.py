"""How each layout words a vote. Counts always add up to the councillors who vote."""

from maker.council import GROUPS, Attendance, Member
from maker.sittings import Act
from maker.words import draw, in_words, pick

OUTCOMES = {"elu": "elected", "rejet": "rejected", "acte": "noted", "retire": "withdrawn", "ajourne": "adjourned", "info": "no_vote"}


def outcome(act: Act) -> str:
    """Return the outcome of the act in the program's words (for truth.csv and the lists)."""
    return OUTCOMES.get(act.vote["kind"], "adopted")


def sides(act: Act, people: Attendance, seed: str) -> dict[str, list[Member]]:
    """Return who votes for, against, abstains, takes no part."""
    vote = act.vote
    if vote["kind"] == "rejet":
        against = [m for m in people.voters if m.group not in vote["rejet"]]
        return {"for": people.of(vote["rejet"]), "against": against, "abstention": [], "npp": []}
    against, away = people.of(vote.get("a", [])), people.of(vote.get("abs", []))
    for side, count in vote.get("some", {}).items():
        drawn = sorted(people.present[1:], key=lambda m: draw(seed + m.name, 1 << 40))[:count]
        against, away = (drawn, away) if side == "a" else (against, drawn)
    chair = people.present[:1] if vote.get("npp") else []
    rest = [m for m in people.voters if m not in against and m not in away and m not in chair]
    return {"for": rest, "against": against, "abstention": away, "npp": chair}


def _names(members: list[Member]) -> str:
    return ", ".join(m.formal for m in members)


def _plural(members: list[Member], one: str, many: str) -> str:
    return f"{len(members)} {one if len(members) == 1 else many}"


def special(act: Act, people: Attendance, council: str) -> list[str] | None:
    """Return the lines of an item that is not decided by a count, or None."""
    kind = act.vote["kind"]
    if kind == "retire":
        return ["Ce point est retiré de l'ordre du jour."]
    if kind == "ajourne":
        return ["Ce point est ajourné à une prochaine séance."]
    if kind == "elu":
        return [act.vote["elu"]]
    if kind == "acte":
        return [f"Le {council} :", *(f"- {d}" for d in act.decides)]
    return None


def _closing(decides: list[str]) -> list[str]:
    return [f"- {d}{' ;' if i < len(decides) - 1 else '.'}" for i, d in enumerate(decides)]


def lines_a(act: Act, people: Attendance, seed: str, council: str) -> list[str]:
    """Small-town wording: the vote stands before what is decided."""
    side = sides(act, people, seed)
    head = f"Après en avoir délibéré, le {council}, "
    if act.vote["kind"] == "rejet":
        figures = f"par {in_words(len(side['for']))} voix pour et {in_words(len(side['against']))} voix contre"
        return [f"{head}{figures}, ne retient pas cette proposition."]
    if act.vote["kind"] == "none":
        return [f"Le {council} :", *_closing(act.decides), "Le Conseil adopte."]
    if act.vote["kind"] == "u":
        capital = f"LE {council.upper()}, A L'UNANIMITE, ACCEPTE CETTE PROPOSITION"
        head = pick([f"{head}à l'unanimité des membres présents et représentés :"] * 3 + [capital], seed + "u")
        return [head, *_closing(act.decides)]
    words = [f"par {len(side['for'])} voix pour"]
    if side["against"]:
        words.append(_plural(side["against"], "voix contre", "voix contre"))
    if side["abstention"]:
        words.append(f"{_plural(side['abstention'], 'abstention', 'abstentions')} ({_names(side['abstention'])})")
    left = ["Madame le Maire quitte la salle et ne prend pas part au vote."] if side["npp"] else []
    return [*left, f"{head}{', '.join(words[:-1])}{' et ' if len(words) > 1 else ''}{words[-1]} :", *_closing(act.decides)]


def lines_b(act: Act, people: Attendance, seed: str, council: str) -> list[str]:
    """Wording of Word templates: a vote line after what is decided, with names."""
    side = sides(act, people, seed)
    if act.vote["kind"] == "rejet":
        return [f"Vote : {in_words(len(side['for']))} voix pour – {in_words(len(side['against']))} voix contre."]
    lines = [f"Après en avoir délibéré, le {council} :", *_closing(act.decides)]
    if act.vote["kind"] == "none":
        return [*lines, "Le Conseil adopte."]
    if act.vote["kind"] == "u":
        return [*lines, "Vote : pour à l'unanimité"]
    if side["npp"]:
        chair = side["npp"][0]
        lines.insert(0, f"{chair.full} quitte la salle et ne prend pas part au vote.")
    parts = [f"Pour : {len(side['for'])}"]
    parts += [f"Contre : {len(side['against'])}, {_names(side['against'])}"] if side["against"] else []
    parts += [f"Abstentions : {len(side['abstention'])}, {_names(side['abstention'])}"] if side["abstention"] else []
    return [*lines, " – ".join(parts)]


def _by_group(label: str, members: list[Member]) -> list[str]:
    groups = [g for g in GROUPS if any(m.group == g for m in members)]
    counted = ", ".join(f"{sum(m.group == g for m in members)} {GROUPS[g]}" for g in groups)
    return [f"{label} : {counted}"] if members else []


def lines_c(act: Act, people: Attendance, seed: str, council: str) -> list[str]:
    """Big-town wording: one line per side, counted by group."""
    side = sides(act, people, seed)
    if act.vote["kind"] == "rejet":
        return [*_by_group("Pour", side["for"]), *_by_group("Contre", side["against"]), "La proposition n'est pas adoptée."]
    lines = [f"Le {council}, après en avoir délibéré :", *_closing(act.decides)]
    if act.vote["kind"] == "none":
        return [*lines, "Délibération adoptée."]
    if act.vote["kind"] == "u":
        return [
            *lines,
            pick(["Adopté à l'unanimité.", "Délibération adoptée à l'unanimité.", f"Pour : {len(side['for'])} (unanimité)"], seed + "u"),
        ]
    shown = [*_by_group("Pour", side["for"]), *_by_group("Contre", side["against"]), *_by_group("Abstention", side["abstention"])]
    shown += [f"Ne prend pas part au vote : {side['npp'][0].formal}"] if side["npp"] else []
    return [*lines, *shown, "Délibération adoptée."]
