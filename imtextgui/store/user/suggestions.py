"""Suggested tags of pages, and those that somebody refused, which are not suggested again."""

import json
from collections.abc import Iterable, Sequence

from imtextgui.domain.tagging.suggestions import (
    PageSuggestion,
    SuggestedTag,
    TagChange,
    TagOrigin,
    TagReason,
    TagSummary,
)
from imtextgui.store.column_values import full_path, id_list
from imtextgui.store.database import Database, Transaction
from imtextgui.store.identity.ownership import owner
from imtextgui.store.user.exchange_notes import confirm_of_files
from imtextgui.store.user.tags import written

_OPEN = """
    FROM suggested_tag t JOIN page p ON p.id = t.page_id JOIN content c ON c.id = p.content_id
    WHERE t.confidence >= :least
    AND NOT EXISTS (
        SELECT 1 FROM refusal_in_force r WHERE r.digest = c.digest AND r.number = p.number AND r.tag = t.tag)
    AND NOT EXISTS (SELECT 1 FROM tag_in_force g WHERE g.digest = c.digest AND g.tag IN (t.tag, t.other))
"""
"""Suggestions that nobody has refused, and whose file does not have the tag yet."""

_ROWS = (
    """
    SELECT p.id, i.id, s.path, i.path, p.number, t.tag, t.other, t.confidence, t.reasons FROM (
        SELECT t.page_id, t.tag, t.other, t.confidence, t.reasons """
    + _OPEN
    + """) t
    JOIN page p ON p.id = t.page_id
    JOIN item i ON i.id = (SELECT min(id) FROM item WHERE content_id = p.content_id)
    JOIN source s ON s.id = i.source_id
"""
)

Chosen = Iterable[tuple[int, str]]
"""Page ids, each with a tag."""


class SuggestedTags:
    """Suggestions of one catalogue. Writing calls take part in the caller's transaction ``tx``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, tx: Transaction, page_id: int, suggested: Sequence[SuggestedTag]) -> None:
        """Make ``suggested`` those of a page."""
        tx.execute("DELETE FROM suggested_tag WHERE page_id = ?", (page_id,))
        tx.executemany(
            "INSERT OR IGNORE INTO suggested_tag VALUES (?, ?, ?, ?, ?)",
            [(page_id, one.tag, one.other, one.confidence, _packed(one.reasons)) for one in suggested],
        )

    def of(self, page_id: int, least: float) -> tuple[SuggestedTag, ...]:
        """The suggestions for a page of at least the confidence ``least``, the surest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT t.tag, t.other, t.confidence, t.reasons {_OPEN} AND t.page_id = :page"
                " ORDER BY t.confidence DESC, t.tag",
                {"least": least, "page": page_id},
            ).fetchall()
        return tuple(_suggested(*row) for row in rows)

    def summaries(self, least: float) -> tuple[TagSummary, ...]:
        """Every tag that is suggested, with the number of its pages, that of most pages first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT t.tag, max(t.other), count(*) {_OPEN} GROUP BY t.tag ORDER BY count(*) DESC, t.tag",
                {"least": least},
            ).fetchall()
        return tuple(TagSummary(*row) for row in rows)

    def listed(self, least: float, tag: str | None = None, limit: int = -1) -> tuple[PageSuggestion, ...]:
        """All suggestions, or those of ``tag``, the surest first; at most ``limit``, -1 for all."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"{_ROWS} WHERE :tag IS NULL OR t.tag = :tag ORDER BY t.confidence DESC, i.path, p.number, t.tag"
                " LIMIT :limit",
                {"least": least, "tag": tag, "limit": limit},
            ).fetchall()
        return tuple(
            PageSuggestion(page, item, full_path(source, path), number, _suggested(*rest))
            for page, item, source, path, number, *rest in rows
        )

    def accept(self, tx: Transaction, chosen: Chosen, written_as: str | None = None) -> TagChange:
        """Give the files of pages the tags, or all of them the tag ``written_as``; a wish to refuse one is gone."""
        tagged, given, pages = [], [], 0
        for page_id, tag in chosen:
            named = _digest(tx, page_id)
            name = written(tag if written_as is None else written_as)
            if named is None or not name:
                continue
            pages += 1
            _take_back_refusal(tx, *named, name)
            made = tx.execute(
                "SELECT DISTINCT made, tag, file FROM tag_in_force WHERE digest = ? AND tag = ?",
                (named[0], name),
            ).fetchall()
            given += made
            if not made:
                tx.execute(
                    "INSERT INTO content_tag (file, digest, tag) VALUES (?, ?, ?)",
                    (owner(tx, named[0]), named[0], name),
                )
                tagged.append((named[0], name))
        confirm_of_files(tx, "tag", given)
        return TagChange(pages, tuple(tagged))

    def refuse(self, tx: Transaction, chosen: Chosen) -> TagChange:
        """Never suggest tags for pages again."""
        refused, asked, pages = [], [], 0
        for page_id, tag in chosen:
            named = _digest(tx, page_id)
            if named is None:
                continue
            pages += 1
            made = tx.execute(
                "SELECT DISTINCT made, made_number, tag, file FROM refusal_in_force"
                " WHERE digest = ? AND number = ? AND tag = ?",
                (*named, tag),
            ).fetchall()
            asked += made
            if not made:
                tx.execute(
                    "INSERT INTO refused_tag (file, digest, number, tag) VALUES (?, ?, ?, ?)",
                    (owner(tx, named[0]), *named, tag),
                )
                refused.append((*named, tag))
        confirm_of_files(tx, "refusal", asked)
        return TagChange(pages, refused=tuple(refused))

    def undo(self, tx: Transaction, change: TagChange) -> None:
        """Take back what ``accept`` or ``refuse`` did."""
        theirs = "(file = '' OR file IN (SELECT uid FROM file WHERE digest = ?1))"
        tx.executemany(f"DELETE FROM content_tag WHERE digest = ?1 AND tag = ?2 AND {theirs}", change.tagged)
        tx.executemany(
            f"DELETE FROM refused_tag WHERE digest = ?1 AND number = ?2 AND tag = ?3 AND {theirs}",
            change.refused,
        )

    def people_said(self) -> tuple[dict[str, set[str]], dict[tuple[str, int], set[str]]]:
        """The tags that files have, by digest, and those refused, by digest and page number."""
        tagged: dict[str, set[str]] = {}
        refused: dict[tuple[str, int], set[str]] = {}
        with self._database.reading() as connection:
            for digest, tag in connection.execute("SELECT digest, tag FROM tag_in_force"):
                tagged.setdefault(digest, set()).add(tag)
            for digest, number, tag in connection.execute("SELECT digest, number, tag FROM refusal_in_force"):
                refused.setdefault((digest, number), set()).add(tag)
        return tagged, refused

    def pages_of_items(self, item_ids: Iterable[int]) -> list[int]:
        """The first pages of items."""
        with self._database.reading() as connection:
            return [
                page
                for (page,) in connection.execute(
                    "SELECT p.id FROM item i JOIN page p ON p.content_id = i.content_id AND p.number = 1"
                    " WHERE i.id IN (SELECT value FROM json_each(?)) ORDER BY i.id",
                    (id_list(item_ids),),
                )
            ]


def _digest(tx: Transaction, page_id: int) -> tuple[str, int] | None:
    row = tx.execute(
        "SELECT c.digest, p.number FROM page p JOIN content c ON c.id = p.content_id"
        " WHERE p.id = ? AND c.digest IS NOT NULL",
        (page_id,),
    ).fetchone()
    return None if row is None else (str(row[0]), int(row[1]))


def _take_back_refusal(tx: Transaction, digest: str, number: int, tag: str) -> None:
    rows = tx.execute(
        "SELECT made, made_number, tag, file FROM refusal_in_force WHERE digest = ? AND number = ? AND tag = ?",
        (digest, number, tag),
    ).fetchall()
    tx.executemany("DELETE FROM refused_tag WHERE digest = ? AND number = ? AND tag = ? AND file = ?", rows)


def _packed(reasons: Iterable[TagReason]) -> str:
    return json.dumps([[reason.origin, reason.detail] for reason in reasons], ensure_ascii=False)


def _suggested(tag: str, other: str, confidence: float, reasons: str) -> SuggestedTag:
    told = tuple(TagReason(TagOrigin(origin), detail) for origin, detail in json.loads(reasons))
    return SuggestedTag(tag, other, confidence, told)
