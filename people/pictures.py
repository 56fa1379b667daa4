"""What an uploaded picture must be, and what is kept of it. No ORM.

Only pixels are kept: EXIF, XMP, IPTC, comments and thumbnails can give away where and by whom a
picture was taken, and some of them survive a plain re-save.
"""

import hashlib
from io import BytesIO
from typing import BinaryIO, NamedTuple

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
MAX_PIXELS = 50_000_000
MAX_BYTES = 30 * 1024 * 1024
LONGEST_SIDE = 2_560
_TOO_LARGE = f"The picture has more than {MAX_PIXELS // 10**6} megapixels."


class PictureError(ValueError):
    """The upload is no picture that we take; the message says why."""


class Picture(NamedTuple):
    """A picture as it is kept: `name` is made of the SHA-256 of `data`."""

    name: str
    data: bytes


def cleaned(upload: BinaryIO, size: int, least: tuple[int, int] = (1, 1)) -> Picture:
    """Return the pixels of an upload of `size` bytes, upright, at most LONGEST_SIDE across.

    JPEG stays JPEG, all else becomes PNG or, without transparency, what is smaller of the two.
    `least` is the smallest width and height that are of use, in pixels. Raises PictureError for
    what is too large or too small, no picture, or of a format not listed.
    """
    if size > MAX_BYTES:
        raise PictureError(f"The file is larger than {MAX_BYTES // 1024 // 1024} MB.")
    try:
        with Image.open(upload, formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:  # known before anything is decoded
                raise PictureError(_TOO_LARGE)
            data, extension = _rebuilt(image, least)
    except Image.DecompressionBombError:
        raise PictureError(_TOO_LARGE) from None
    except (UnidentifiedImageError, OSError, SyntaxError):
        raise PictureError("This is no JPEG, PNG, WebP, AVIF or GIF picture.") from None
    return Picture(f"{hashlib.sha256(data).hexdigest()[:40]}.{extension}", data)


def keep(picture: Picture) -> str:
    """Write a picture's file, unless the same content lies there; return its name."""
    if not default_storage.exists(picture.name):
        default_storage.save(picture.name, ContentFile(picture.data))
    return picture.name


def _rebuilt(image: Image.Image, least: tuple[int, int]) -> tuple[bytes, str]:
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if upright.width < least[0] or upright.height < least[1]:
        raise PictureError(
            f"The picture is too small: {upright.width} × {upright.height} pixels. "
            f"It needs at least {least[0]} × {least[1]}."
        )
    mode = "RGBA" if upright.has_transparency_data else "RGB"
    pixels = Image.new(mode, upright.size)
    pixels.paste(upright.convert(mode))
    if mode == "RGBA":
        return _saved(pixels, "PNG", optimize=True), "png"
    as_jpeg = _saved(pixels, "JPEG", quality=88, optimize=True, progressive=True)
    if image.format == "JPEG":
        return as_jpeg, "jpg"
    as_png = _saved(pixels, "PNG", optimize=True)
    return (as_png, "png") if len(as_png) <= len(as_jpeg) else (as_jpeg, "jpg")


def _saved(pixels: Image.Image, format_: str, **options: object) -> bytes:
    out = BytesIO()
    pixels.save(out, format_, **options)
    return out.getvalue()
