"""PostgreSQL: two editions of one article are never live at once. On SQLite a trigger sees to it.

A range of one id stands for the id itself, so that no extension (btree_gist) is needed.
"""

from django.db import migrations

ADD = """
ALTER TABLE articles_edition ADD CONSTRAINT edition_one_window EXCLUDE USING gist (
  int8range(article_id, article_id, '[]') WITH &&, tstzrange(live_from, live_until) WITH &&)
"""
REMOVE = "ALTER TABLE articles_edition DROP CONSTRAINT edition_one_window"


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ADD)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(REMOVE)


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]

    operations = [migrations.RunPython(add, remove)]
