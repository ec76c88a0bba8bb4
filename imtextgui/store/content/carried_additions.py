"""What people added stays with a file when its bytes change; its tags also when it cannot be read, and by its name."""

from imtextgui.store.database import Transaction


def rename_tags(tx: Transaction, source_id: int, before: bytes, after: bytes) -> None:
    """Let the tags that hang on the path ``before`` of a source hang on ``after``: its file has another name."""
    paths = {"source": source_id, "before": before, "after": after}
    of_source = "(SELECT CAST(path || x'2f' || :{} AS BLOB) FROM source WHERE id = :source)"
    old, new = of_source.format("before"), of_source.format("after")
    tx.execute(
        f"INSERT OR IGNORE INTO path_tag (path, tag) SELECT {new}, tag FROM path_tag WHERE path = {old}",
        paths,
    )
    tx.execute(f"DELETE FROM path_tag WHERE path = {old}", paths)


def carry_tags(tx: Transaction, source_id: int, path: bytes, before: str | None, after: str | None) -> None:
    """Let the file at ``path`` of a source, whose bytes had the digest ``before`` and have ``after``, keep its tags.

    None stands for bytes that cannot be read, or are not known yet: tags hang on the path then.
    """
    if before == after:
        return
    whole = {"source": source_id, "path": path, "before": before, "after": after}
    at_path = "(SELECT CAST(path || x'2f' || :path AS BLOB) FROM source WHERE id = :source)"
    had = "content_tag WHERE digest = :before" if before is not None else f"path_tag WHERE path = {at_path}"
    if after is None:
        tx.execute(f"INSERT OR IGNORE INTO path_tag (path, tag) SELECT {at_path}, tag FROM {had}", whole)
        return
    # Other files may have the bytes of before, or get them: the tags stay there, too.
    tx.execute(f"INSERT OR IGNORE INTO content_tag (digest, tag) SELECT :after, tag FROM {had}", whole)
    if before is None:
        tx.execute(f"DELETE FROM path_tag WHERE path = {at_path}", whole)


def follow(tx: Transaction, before: str, after: str, *, leaves: bool) -> None:
    """Let what hangs on pages of the digest ``before`` hang on those of ``after``, the bytes that the file has now.

    ``leaves`` tells that no file has the bytes of before any more: judgements and entries of job sheets go along then.
    Else they stay with the other file, which was judged or collected as well as this one. A page goes by its number: in
    an edition with other pages it may be another one, and is corrected like any other answer.
    """
    digests = {"before": before, "after": after}
    for table, columns in (("refused_tag", "number, tag"), ("written_description", "number, language, text")):
        tx.execute(
            f"INSERT OR IGNORE INTO {table} (digest, {columns}) SELECT :after, {columns} FROM {table}"
            " WHERE digest = :before",
            digests,
        )
    if not leaves:
        return
    tx.execute("UPDATE judgement SET digest = :after WHERE digest = :before", digests)
    # An entry of the same page may be on the sheet already; the other one stays with the bytes that it names.
    tx.execute("UPDATE OR IGNORE job_entry SET digest = :after WHERE digest = :before", digests)
