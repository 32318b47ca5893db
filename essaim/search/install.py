"""What Django has no model for: FTS5 and its triggers on SQLite, a `tsvector` on PostgreSQL.

Both index the words of `IndexEntry` by themselves, whoever writes them.
"""

from typing import Any

from django.db import connection

_TABLE = "search_indexentry"
_SQLITE = (
    """CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5(
      title_stems, names, body_stems,
      content='search_indexentry', content_rowid='id', prefix='2 3')""",
    """CREATE TRIGGER IF NOT EXISTS search_words_come AFTER INSERT ON search_indexentry BEGIN
      INSERT INTO search_words(rowid, title_stems, names, body_stems)
      VALUES (new.id, new.title_stems, new.names, new.body_stems);
    END""",
    """CREATE TRIGGER IF NOT EXISTS search_words_go AFTER DELETE ON search_indexentry BEGIN
      INSERT INTO search_words(search_words, rowid, title_stems, names, body_stems)
      VALUES ('delete', old.id, old.title_stems, old.names, old.body_stems);
    END""",
    """CREATE TRIGGER IF NOT EXISTS search_words_change AFTER UPDATE ON search_indexentry BEGIN
      INSERT INTO search_words(search_words, rowid, title_stems, names, body_stems)
      VALUES ('delete', old.id, old.title_stems, old.names, old.body_stems);
      INSERT INTO search_words(rowid, title_stems, names, body_stems)
      VALUES (new.id, new.title_stems, new.names, new.body_stems);
    END""",
)
_POSTGRESQL = (
    """ALTER TABLE search_indexentry ADD COLUMN IF NOT EXISTS words tsvector
      GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title_stems), 'A')
        || setweight(to_tsvector('simple', names), 'B')
        || setweight(to_tsvector('simple', body_stems), 'C')) STORED""",
    "CREATE INDEX IF NOT EXISTS search_words ON search_indexentry USING gin (words)",
    # What waits to be put into the index is read through by each search, and while much waits the
    # planner leaves the index alone: words are put there at once.
    "ALTER INDEX search_words SET (fastupdate = off)",
    "SELECT gin_clean_pending_list('search_words')",
)


def install(**_signal: Any) -> None:
    """Makes it where it is not there yet: after each `migrate`, which may have made tables anew."""
    statements = _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL
    with connection.cursor() as cursor:
        if _TABLE not in connection.introspection.table_names(cursor):
            return  # another room alone was migrated
        for statement in statements:
            cursor.execute(statement)
