from django.db import migrations

# Outside what Django knows of, for its classes of operators are PostgreSQL's alone: what a tag
# begins with is asked in capitals, letter by letter. On SQLite the names are walked in order.
POSTGRESQL = "CREATE INDEX tag_begins ON articles_tag (upper(name) text_pattern_ops)"


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX tag_begins")


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0017_quotations_by_speaker"),
    ]

    operations = [migrations.RunPython(add, remove)]
