"""Where the acts of a document begin, when a person says so: a decision of its own, and the file of them that `read` takes.

A decision is a row that is never edited nor deleted; for one document the highest version counts. The file of a town
(`settings.reading_decisions_file`) is only what the table says, written whole each time: losing it loses nothing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, col, select

from tracker import clock, ids
from tracker.files import write_whole
from tracker.items import Border, BordersItem
from tracker.models import BorderDecision, Document, DocumentPage, DocumentVersion, Organization, User
from tracker.refusals import BadInput, NotAllowed
from tracker.rights import acting_user, declaration_of
from tracker.settings import reading_decisions_file
from tracker.store import writing

MOST_BORDERS = 500
LINE_LIMIT, TITLE_LIMIT, NUMBER_LIMIT = 300, 500, 60
SHORTEST_TITLE = 3


@dataclass(frozen=True)
class PageLine:
    """A printed line of a page; only one with words of its own, found once on its page, can be a border by itself."""

    text: str  # white space collapsed
    key: str  # what finds it again: its letters and figures, folded
    repeated: bool

    @property
    def quote(self) -> str:
        """The beginning of the line, cut at a word: what a decision keeps."""
        return self.text if len(self.text) <= LINE_LIMIT else self.text[:LINE_LIMIT].rsplit(" ", 1)[0]


def page_lines(text: str) -> list[PageLine]:
    """Return the printed lines of a page's text, without the empty ones."""
    found = [words for line in text.splitlines() if (words := " ".join(line.split()))]
    keys = [_key(words) for words in found]
    times = Counter(keys)
    return [PageLine(words, key, times[key] > 1) for words, key in zip(found, keys, strict=True)]


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", ids.fold(text))


def draw_borders(user_id: str, town: str, sha256: str, body: str, borders: Iterable[Border]) -> BorderDecision:
    """Record the borders of a whole document in place of any earlier ones, and write the decisions file of the town.

    `body` is the key of the body in the town's file. No border says that the document holds no act. Every first line must
    stand at the beginning of a line of its page, white space apart; borders are kept in the order of the text.
    """
    drawn = list(borders)
    with writing() as session:
        _allow(session, user_id, town)
        held = ids.body_id(town, body)
        _require_document(session, sha256, held)
        row = _new_row(session, user_id, sha256, held)
        row.borders = [border.model_dump(mode="json") for border in _placed(session, sha256, drawn)]
        session.add(row)
    write_decisions(town)
    return row


def withdraw_borders(user_id: str, town: str, sha256: str, body: str) -> BorderDecision:
    """Record that the drawn borders no longer count: the next reading cuts the document by itself again."""
    with writing() as session:
        _allow(session, user_id, town)
        held = ids.body_id(town, body)
        before = newest_decision(session, sha256, held)
        if before is None or before.withdrawn:
            raise BadInput("borders.none_drawn")
        row = _new_row(session, user_id, sha256, held)
        row.withdrawn = True
        session.add(row)
    write_decisions(town)
    return row


def newest_decision(session: Session, sha256: str, body_id: str) -> BorderDecision | None:
    """Return the decision that counts for a document of a body, withdrawn or not, or None."""
    query = select(BorderDecision).where(BorderDecision.sha256 == sha256, BorderDecision.body_id == body_id)
    return session.exec(query.order_by(col(BorderDecision.version).desc())).first()


def _allow(session: Session, user_id: str, town: str) -> None:
    """Refuse strangers, and whoever declared an interest in a list of this town: its sittings are about every list."""
    acting_user(session, user_id)
    declared = declaration_of(session, user_id)
    own = set(session.exec(select(Organization.id).where(Organization.jurisdiction == town)))
    close = sorted(own & set(declared.lists)) if declared else []
    if close:
        raise NotAllowed("borders.conflict", user=user_id, list=close[0])


def _require_document(session: Session, sha256: str, body_id: str) -> None:
    held = select(Document.id).join(DocumentVersion, col(DocumentVersion.document_id) == col(Document.id))
    if session.exec(held.where(DocumentVersion.sha256 == sha256, Document.body_id == body_id)).first() is None:
        raise BadInput("borders.no_document", id=sha256[:12])


def _new_row(session: Session, user_id: str, sha256: str, body_id: str) -> BorderDecision:
    before = newest_decision(session, sha256, body_id)
    version, moment = (before.version if before else 0) + 1, clock.now()
    key = ids.digest("borders", sha256, body_id, str(version), user_id, moment.isoformat())
    return BorderDecision(id=f"bor-{key}", user_id=user_id, sha256=sha256, body_id=body_id, version=version, decided_at=moment)


def _placed(session: Session, sha256: str, drawn: Sequence[Border]) -> list[Border]:
    """Return the borders as they will be kept, in the order of the text, or refuse the first that does not stand."""
    if len(drawn) > MOST_BORDERS:
        raise BadInput("borders.too_many", limit=MOST_BORDERS)
    pages = {row.page: page_lines(row.text) for row in session.exec(select(DocumentPage).where(DocumentPage.sha256 == sha256))}
    taken: set[tuple[int, int]] = set()
    placed = []
    for border in drawn:
        _check_words(border)
        lines = pages.get(border.page, [])
        standing = [number for number, line in enumerate(lines) if _stands(border, line)]
        free = [number for number in standing if (border.page, number) not in taken]
        if not free:
            raise BadInput("borders.twice" if standing else "borders.not_on_page", line=border.first_line[:80], page=border.page)
        taken.add((border.page, free[0]))
        kept = {"first_line": lines[free[0]].quote, "title": " ".join(border.title.split())}
        placed.append(((border.page, free[0]), border.model_copy(update=kept)))
    _refuse_doubt(pages, taken)
    return [border for _, border in sorted(placed, key=lambda pair: pair[0])]


def _stands(border: Border, line: PageLine) -> bool:
    """Return whether a border quotes the beginning of a line, word for word."""
    words = " ".join(border.first_line.split())
    return bool(line.key) and words in (line.text, line.quote)


def _check_words(border: Border) -> None:
    title, number = " ".join(border.title.split()), border.number or ""
    if not SHORTEST_TITLE <= len(title) <= TITLE_LIMIT or len(number) > NUMBER_LIMIT:
        raise BadInput("borders.bad_title", page=border.page, shortest=SHORTEST_TITLE, limit=TITLE_LIMIT)


def _refuse_doubt(pages: dict[int, list[PageLine]], taken: set[tuple[int, int]]) -> None:
    """Refuse a line that stands several times on its page, unless each of them is a border: the reader could not tell them apart."""
    for page, number in sorted(taken):
        lines = pages[page]
        same = {(page, place) for place, line in enumerate(lines) if line.key == lines[number].key}
        if not same <= taken:
            raise BadInput("borders.repeated", line=lines[number].text[:80], page=page)


def write_decisions(town: str) -> Path:
    """Write the decisions file of a town from the table, whole and in one move; without decisions there is no file."""
    path = reading_decisions_file(town)
    with writing() as session:  # the writer's lock: two people who save at once write one after the other
        content = decisions_text(session, town)
        if content:
            write_whole(path, content)
        else:
            path.unlink(missing_ok=True)
    return path


def decisions_text(session: Session, town: str) -> str:
    """Return what the decisions file of a town should hold; empty when there is none."""
    return "".join(item.model_dump_json() + "\n" for item in _decided(session, town))


def decided_towns(session: Session) -> list[str]:
    """Return the towns that have a decision or a decisions file, in order."""
    towns = {body.partition("/")[0] for body in session.exec(select(BorderDecision.body_id).distinct())}
    return sorted(towns | {path.stem for path in reading_decisions_file("any").parent.glob("*.jsonl")})


def write_all_decisions() -> None:
    """Write the decisions file of every town that has decisions, and take away the files of those that have none."""
    with writing() as session:
        towns = decided_towns(session)
    for town in towns:
        write_decisions(town)


def _decided(session: Session, town: str) -> list[BordersItem]:
    query = (
        select(BorderDecision, User.display_name)
        .join(User, col(User.id) == col(BorderDecision.user_id))
        .where(col(BorderDecision.body_id).startswith(f"{town}/", autoescape=True))
        .order_by(col(BorderDecision.version))
    )
    newest = {(row.sha256, row.body_id): (row, name) for row, name in session.exec(query)}
    return [_item(row, name) for _, (row, name) in sorted(newest.items()) if not row.withdrawn]


def _item(row: BorderDecision, name: str) -> BordersItem:
    borders = tuple(Border.model_validate(border) for border in row.borders)
    body = row.body_id.partition("/")[2]
    return BordersItem(sha256=row.sha256, body=body, borders=borders, decided_by=name, decided_at=clock.as_utc(row.decided_at))
