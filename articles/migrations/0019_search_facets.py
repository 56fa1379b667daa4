from django.db import migrations

# FTS5 takes no new column: the words move to a table of four. What may narrow a search to a story
# comes with `manage.py rebuild_keys`; on PostgreSQL it stands in the column that there is.
SQLITE = (
    "ALTER TABLE articles_search RENAME TO articles_search_former",
    "CREATE VIRTUAL TABLE articles_search USING fts5(headline, names, text, facets,"
    " tokenize='porter unicode61 remove_diacritics 2')",
    "INSERT INTO articles_search (rowid, headline, names, text)"
    " SELECT rowid, headline, names, text FROM articles_search_former",
    "DROP TABLE articles_search_former",
)


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0018_tags_by_their_beginning"),
    ]

    operations = [
        migrations.RunPython(add, migrations.RunPython.noop),
    ]
