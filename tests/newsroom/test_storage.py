"""Pictures' files: whole, or not there."""

from collections.abc import Iterator

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

NAME = "cards/ab.png"


class Halves(ContentFile):
    """A file of two halves; between them something happens."""

    def __init__(self, between) -> None:
        super().__init__(b"one two ")
        self.between = between

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield b"one "
        self.between()
        yield b"two "


def test_a_file_that_is_still_being_written_is_not_there_yet():
    seen = []

    default_storage.save(NAME, Halves(lambda: seen.append(default_storage.exists(NAME))))

    assert seen == [False]
    with default_storage.open(NAME) as file:
        assert file.read() == b"one two "


def test_of_two_who_make_a_file_at_once_one_file_is_left():
    names = [default_storage.save(NAME, ContentFile(b"one two ")) for _ in range(2)]

    assert names == [NAME, NAME]
    assert default_storage.listdir("cards") == ([], ["ab.png"])


def test_a_file_that_cannot_be_written_leaves_nothing():
    def full() -> None:
        raise OSError("No space left on device")

    with pytest.raises(OSError, match="No space"):
        default_storage.save(NAME, Halves(full))

    assert default_storage.listdir("cards") == ([], [])
