"""Where pictures lie."""

import secrets
from pathlib import Path

from django.core.files import File
from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """Files that are there as a whole or not at all.

    A file is written under a name that nobody asks for and then renamed: who asks while it is
    written must not get half a picture, which browsers would keep for a year.
    """

    def _save(self, name: str, content: File) -> str:
        draft = f"{name}.{secrets.token_hex(8)}"
        try:
            super()._save(draft, content)  # type: ignore[misc]  # not in the stubs
            Path(self.path(draft)).replace(self.path(name))
        finally:
            self.delete(draft)  # which is there only if it could not be written
        return name
