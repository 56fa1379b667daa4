from django.db import migrations

from people.folding import folded
from people.places import plain
from people.titles import read


def fill(apps, schema_editor):
    """Write the offices of the roles there are; `people.naming` keeps them in step from here on."""
    roles = apps.get_model("people", "Role").objects.select_related("organization")
    known = apps.get_model("people", "KnownOffice")
    known.objects.bulk_create(
        (
            known(role_id=role.pk, head=head, seat=seat)
            for role in roles.iterator(chunk_size=2_000)
            for head, seat in _offices(role)
            if max(len(head), len(seat)) <= 200
        ),
        batch_size=2_000,
    )


def _offices(role):
    name = folded(role.organization.name) if role.organization else ""
    office = read(role.title, name)
    return [(office.head, seat) for seat in sorted({office.seat, plain(name)} - {""})]


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0007_known_offices"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
