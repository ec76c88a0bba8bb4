"""What people added belongs to files; here is what of it applies to which bytes, as views of the database.

An addition names the file (``file.uid``) to which it was made, and the bytes that this file had then. It applies to

- the bytes that its file has now, or had last;
- the bytes on which it was made, where its file is gone, or it names none;
- the bytes on which it was made, where a later file that was new with them still has them: an archived copy of an
  edition keeps what that edition had, while the original goes on.

So what lies over a file for a while, or becomes equal to it, takes nothing and leaves nothing. What a file shows only
because another one has the same bytes can be taken off it alone: ``refused_tag`` has such a tag with the number 0, and
``written_description`` a sentence without a word.
"""

_JUDGEMENTS = (
    "(SELECT j.id AS id, coalesce(o.file, '') AS file, j.digest AS digest, j.number AS number"
    " FROM judgement j LEFT JOIN judgement_file o ON o.judgement_id = j.id)"
)

_AT_NUMBER = (
    "coalesce((SELECT m.at_number FROM moved_page m WHERE m.digest = t.digest AND m.number = t.number"
    " AND m.at_digest = f.digest), t.number)"
)

FILE_IS_ELSEWHERE = """
    t.digest <> '' AND (f.uid IS NULL OR (f.digest IS NOT t.digest AND (NOT f.here OR EXISTS (
    SELECT 1 FROM file b WHERE b.digest = t.digest AND b.born = t.digest AND b.here AND b.id > f.id))))
"""


IS_TAKEN_OFF = """
    EXISTS (SELECT 1 FROM refused_tag r WHERE r.digest = {digest} AND r.number = 0 AND r.tag = t.tag
    AND r.file = {uid} AND t.file <> r.file)
"""
"""Whether the tag ``t``, of a file with equal bytes, was taken off the file ``uid``."""

IS_ANOTHER_THING = """
    EXISTS (SELECT 1 FROM moved_page m WHERE m.digest = t.digest AND m.number = 0 AND m.at_digest = f.digest
    AND m.at_number < 0)
"""
"""Whether what the file ``f`` is now has nothing to do with what it was when ``t`` was added (``page_places``)."""

_REFUSALS = "(SELECT * FROM refused_tag WHERE number > 0)"


def _applying(table: str, columns: str, *, is_of_page: bool) -> str:
    kept = ", ".join(f"t.{name} AS {name}" for name in columns.split(", "))
    at, by, and_is_same = ("", "", f" AND NOT {IS_ANOTHER_THING}")
    if is_of_page:
        and_is_same = ""
        at = f"{_AT_NUMBER} AS number, t.number AS made_number, "
        by = "t.number AS number, t.number AS made_number, "
    return f"""
        SELECT f.digest AS digest, {at}{kept}, t.file AS file, t.digest AS made
        FROM {table} t JOIN file f ON f.uid = t.file WHERE f.digest IS NOT NULL{and_is_same}
        UNION ALL
        SELECT t.digest AS digest, {by}{kept}, t.file AS file, t.digest AS made
        FROM {table} t LEFT JOIN file f ON f.uid = t.file WHERE {FILE_IS_ELSEWHERE}
    """


_ITEM_TAGS = f"""
    SELECT i.id AS item_id, t.tag AS tag FROM tag_in_force t JOIN content c ON c.digest = t.digest
    JOIN item i ON i.content_id = c.id JOIN file its ON its.id = i.file_id
    WHERE NOT {IS_TAKEN_OFF.format(digest="t.digest", uid="its.uid")}
    UNION
    SELECT i.id AS item_id, t.tag AS tag FROM content_tag t JOIN file f ON f.uid = t.file
    JOIN item i ON i.file_id = f.id JOIN content c ON c.id = i.content_id WHERE c.digest IS NULL
"""
"""A file that cannot be read has the tags that are its own."""

VIEWS = {
    "tag_in_force": _applying("content_tag", "tag", is_of_page=False),
    "refusal_in_force": _applying(_REFUSALS, "tag", is_of_page=True),
    "description_in_force": _applying("written_description", "language, text", is_of_page=True),
    "judgement_in_force": _applying(_JUDGEMENTS, "id", is_of_page=True),
    "item_tag": _ITEM_TAGS,
}
"""The views by their names, those that others refer to first. A row may be there for each of several files.

``digest`` and ``number`` tell where an addition applies, ``made`` and ``made_number`` where it was made, ``file`` whose
it is, "" of nobody that is known.
"""
