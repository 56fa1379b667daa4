import re

from django.db import migrations

QUOTE = re.compile(r'data-quote="(\d{1,18})"')
BATCH = 2_000


def fill(apps, schema_editor):
    """Note of every version which quotes it prints, a batch at a time."""
    alias = schema_editor.connection.alias
    versions = apps.get_model("articles", "Version").objects.using(alias).order_by("pk")
    known = set(apps.get_model("people", "Quote").objects.using(alias).values_list("pk", flat=True))
    uses = apps.get_model("articles", "VersionQuote")
    after = 0
    while batch := list(versions.filter(pk__gt=after).values_list("pk", "values")[:BATCH]):
        after = batch[-1][0]
        rows = [
            uses(version_id=version, quote_id=pk)
            for version, values in batch
            for pk in dict.fromkeys(map(int, QUOTE.findall(values.get("body", ""))))
            if pk in known
        ]
        uses.objects.using(alias).bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_version_quotes")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
