"""What of a catalogue is not published: searches, job sheets, trials, measurements, and what came from whom."""

import sqlite3

PRIVATE = (
    *("search", "job_entry", "job_sheet", "trial_attempt", "trial_question", "trial"),
    *("drift_check", "drift_reference", "query_reading", "snapshot", "exchanged", "exchange"),
)
"""Tables that only who publishes needs; judgements, tags, descriptions and what was learned help every reader."""

_OWN_CHOICES = ("unfinished", "forgetting", "trial-ranks")


def remove(copy: sqlite3.Connection) -> None:
    """Remove them from a copy of the database, from its bytes, too."""
    (free,) = copy.execute("PRAGMA freelist_count").fetchone()
    copy.execute("PRAGMA secure_delete = ON")
    for table in PRIVATE:
        copy.execute(f"DELETE FROM {table}")
    # Where files were that are gone concerns nobody else; which they are, what belongs to them.
    copy.execute("UPDATE file SET path = x'' WHERE NOT here")
    copy.execute("UPDATE file SET before = NULL WHERE before IS NOT NULL")
    copy.execute("DELETE FROM learned WHERE state <> 'active'")
    forgetting = copy.execute("SELECT 1 FROM choice WHERE name = 'forgetting'").fetchone()
    copy.executemany("DELETE FROM choice WHERE name = ?", [(name,) for name in _OWN_CHOICES])
    copy.execute("DELETE FROM choice WHERE name LIKE 'trial-photo %'")
    copy.commit()
    if free or forgetting:
        # Pages that are free may hold what was removed before.
        copy.execute("VACUUM")
