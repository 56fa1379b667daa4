"""Stories on fronts. PostgreSQL: one story in a slot, and one slot for a story, at a time.

On SQLite a trigger sees to it. Ranges of one number stand for the number itself, as in
`0002_one_window`; the home page, which has no section, is number 0.
"""

import datetime
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ADD = """
ALTER TABLE articles_placement
  ADD CONSTRAINT placement_one_story EXCLUDE USING gist (
    int8range(coalesce(front_id, 0), coalesce(front_id, 0), '[]') WITH &&,
    int8range(slot, slot, '[]') WITH &&, tstzrange(live_from, live_until) WITH &&),
  ADD CONSTRAINT placement_one_slot EXCLUDE USING gist (
    int8range(coalesce(front_id, 0), coalesce(front_id, 0), '[]') WITH &&,
    int8range(article_id, article_id, '[]') WITH &&, tstzrange(live_from, live_until) WITH &&)
"""


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ADD)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_public_record"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Placement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("live_from", models.DateTimeField(editable=False)),
                (
                    "live_until",
                    models.DateTimeField(
                        default=datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.timezone.utc),
                        editable=False,
                    ),
                ),
                ("slot", models.PositiveSmallIntegerField()),
                (
                    "planned_until",
                    models.DateTimeField(
                        default=datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.timezone.utc),
                        editable=False,
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="articles.article",
                    ),
                ),
                (
                    "front",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="articles.section",
                    ),
                ),
                (
                    "placed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["live_from", "slot"],
                "indexes": [
                    models.Index(
                        fields=["front", "live_until", "live_from"], name="placement_front"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slot__range", (1, 10))), name="placement_slot"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("live_until__gte", models.F("live_from"))),
                        name="placement_window",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("planned_until__gte", models.F("live_until")),
                            ("planned_until__gt", models.F("live_from")),
                        ),
                        name="placement_within_its_plan",
                    ),
                ],
            },
        ),
        # Backwards they go with the table.
        migrations.RunPython(add, migrations.RunPython.noop),
    ]
