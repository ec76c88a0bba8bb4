"""Tags stay with a file when its bytes change, when it can no longer be read, or again, and when it is renamed."""

from imtextgui.store.database import Transaction


def rename(tx: Transaction, source_id: int, before: bytes, after: bytes) -> None:
    """Let the tags that hang on the path ``before`` of a source hang on ``after``: its file has another name."""
    paths = {"source": source_id, "before": before, "after": after}
    of_source = "(SELECT CAST(path || x'2f' || :{} AS BLOB) FROM source WHERE id = :source)"
    old, new = of_source.format("before"), of_source.format("after")
    tx.execute(
        f"INSERT OR IGNORE INTO path_tag (path, tag) SELECT {new}, tag FROM path_tag WHERE path = {old}",
        paths,
    )
    tx.execute(f"DELETE FROM path_tag WHERE path = {old}", paths)


def carry(tx: Transaction, source_id: int, path: bytes, before: str | None, after: str | None) -> None:
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
