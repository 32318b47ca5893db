"""What Django has no model for: FTS5 and its triggers on SQLite, a `tsvector` on PostgreSQL.

Both index the words of `IndexEntry` by themselves, whoever writes them.
"""

from typing import Any

from django.db import connection, transaction

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
# Each lexeme begins with a letter that says where it stands: a title, a name, a body. Weights would
# say it too, but the index does not hold them: every row would be read again for its own.
_LEXEMES = " || ' ' || ".join(
    f"'{letter}' || replace({column}, ' ', ' {letter}')"
    for letter, column in (("t", "title_stems"), ("n", "names"), ("b", "body_stems"))
)
_POSTGRESQL = (
    # Of houses before: its words had weights. What follows is made of the same rows at once.
    "ALTER TABLE search_indexentry DROP COLUMN IF EXISTS words",
    f"""ALTER TABLE search_indexentry ADD COLUMN IF NOT EXISTS lexemes tsvector
      GENERATED ALWAYS AS (array_to_tsvector(string_to_array({_LEXEMES}, ' '))) STORED""",
    # What waits to be put into the index is read through by each search, and while much waits the
    # planner leaves the index alone: words are put there at once.
    """CREATE INDEX IF NOT EXISTS search_lexemes ON search_indexentry USING gin (lexemes)
      WITH (fastupdate = off)""",
)


@transaction.atomic
def install(**_signal: Any) -> None:
    """Makes it where it is not there yet: after each `migrate`, which may have made tables anew."""
    statements = _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL
    with connection.cursor() as cursor:
        if _TABLE not in connection.introspection.table_names(cursor):
            return  # another room alone was migrated
        for statement in statements:
            cursor.execute(statement)
