"""What somebody had on the screen, so that they neither sign nor overwrite anything else."""

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.utils.crypto import salted_hmac


def state_of(record: Model, left_out: Iterable[str]) -> str:
    """Return a digest of what a record holds, without the columns that are left out.

    It goes to screens and comes back with what is done there. Keyed: it may cover private notes,
    and nobody finds out by guessing what those say.
    """
    columns = {field.attname for field in record._meta.concrete_fields} - set(left_out)
    held = [(name, getattr(record, name)) for name in sorted(columns)]
    said = json.dumps(held, default=str)
    return salted_hmac(record._meta.label, said, algorithm="sha256").hexdigest()


def marked(record: Any) -> str:
    """Return what a screen sends with a verb, of the record that it shows: its id and state."""
    return f"{record.pk}-{record.state}"


def parts(mark: str) -> tuple[str, str]:
    """Return the id and the state of such a mark, as they were sent."""
    pk, _, state = mark.partition("-")
    return pk, state
