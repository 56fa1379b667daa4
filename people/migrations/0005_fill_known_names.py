from django.db import migrations

from people.folding import folded, skeleton


def fill(apps, schema_editor):
    """Write the names of the entries there are; `people.naming` keeps them in step from here on."""
    known = apps.get_model("people", "KnownName")
    for kind in ("person", "organization"):
        entries = apps.get_model("people", kind).objects.filter(merged_into=None)
        known.objects.bulk_create(
            (
                known(
                    **{f"{kind}_id": entry.pk},
                    folded=name,
                    skeleton=skeleton(name) if kind == "person" else "",
                )
                for entry in entries.iterator(chunk_size=2_000)
                for name in sorted(_names(entry))
            ),
            batch_size=2_000,
        )


def _names(entry):
    lines = [entry.name, getattr(entry, "short_name", ""), *entry.aliases.splitlines()]
    return {name for line in lines if 0 < len(name := folded(line)) <= 200}


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_known_names"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
