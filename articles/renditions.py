"""The renditions of a picture: the sizes, shapes and formats in which readers get it.

A rendition is made when it is first asked for and kept in the storage. Its address names the
content of the picture and which rendition it is, `<hash>/<crop>-<width>.<format>`, so only a fixed
number of each can ever be made. A crop follows the focal point.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image as Pillow
from PIL.Image import Resampling

from articles.models.image import Image

# Width to height; the whole picture keeps its own.
CROPS = {"whole": None, "wide": 16 / 9, "classic": 4 / 3, "square": 1.0}
WIDTHS = (320, 480, 640, 960, 1280, 1920)
# What the lowest rung of a lead's picture takes, width and height.
LEAST = (WIDTHS[0], WIDTHS[0] * 9 // 16)
# In the order in which a browser should try them. Qualities that look alike on photographs and on
# drawings; AVIF at this speed takes a third of a second for the largest.
FORMATS: dict[str, dict[str, Any]] = {
    "avif": {"format": "AVIF", "quality": 55, "speed": 8},
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True},
}
TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
FALLBACK = "jpg"
FALLBACK_WIDTH = 960


@dataclass(frozen=True)
class Source:
    """One format of a picture: what a `<source>` needs."""

    type: str
    srcset: str


@dataclass(frozen=True)
class Ladder:
    """A picture in all its renditions of one crop: what a `<picture>` needs."""

    sources: list[Source]
    sizes: str
    src: str
    width: int
    height: int
    alt: str


def ladder(printed: dict, crop: str, sizes: str) -> Ladder:
    """Return the renditions of a picture as an edition prints it (url, width, height, alt).

    `sizes` says how wide it stands on the page, as HTML has it.
    """
    name = printed["url"].rpartition("/")[2]
    width, height = _size(printed["width"], printed["height"], crop)
    widths = _widths(width)
    sources = [
        Source(TYPES[ext], ", ".join(f"{url(name, crop, w, ext)} {w}w" for w in widths))
        for ext in FORMATS
    ]
    fallback = max(w for w in widths if w <= max(FALLBACK_WIDTH, widths[0]))
    src = url(name, crop, fallback, FALLBACK)
    return Ladder(sources, sizes, src, width, height, printed.get("alt", ""))


@dataclass(frozen=True)
class Rendition:
    """One rendition of a picture, for who takes but one."""

    url: str
    width: int
    height: int


def largest(printed: dict, crop: str, most: int = 1280) -> Rendition:
    """Return the largest JPEG of a picture as an edition prints it, at most `most` pixels wide."""
    width, height = _size(printed["width"], printed["height"], crop)
    rungs = _widths(width)
    rung = max(w for w in rungs if w <= max(most, rungs[0]))
    address = url(printed["url"].rpartition("/")[2], crop, rung, FALLBACK)
    return Rendition(address, rung, max(1, round(rung * height / width)))


def url(name: str, crop: str, width: int, extension: str) -> str:
    """Return the address of one rendition of the picture whose file has this name."""
    return reverse("rendition", args=[name.partition(".")[0], crop, width, extension])


def available(image: Image, crop: str, width: int) -> bool:
    """Is there such a rendition of this picture? It is never larger than the picture."""
    return crop in CROPS and width in _widths(_size(image.width, image.height, crop)[0])


def made(image: Image, crop: str, width: int, extension: str) -> str:
    """Return the name of the rendition's file, which is made if it does not exist."""
    name = f"{_folder(image)}/{crop}-{width}.{extension}"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(_data(image, crop, width, extension)))
    return name


def forget(image: Image) -> None:
    """Remove the cropped renditions of a picture: its focal point has moved."""
    folder = _folder(image)
    for crop, shape in CROPS.items():
        for width in WIDTHS if shape else ():
            for extension in FORMATS:
                default_storage.delete(f"{folder}/{crop}-{width}.{extension}")


def _folder(image: Image) -> str:
    return str(image.file).partition(".")[0]


def _size(width: int, height: int, crop: str) -> tuple[int, int]:
    """Return the size of the largest stretch of this shape that a picture has."""
    shape = CROPS[crop]
    if shape is None:
        return width, height
    if width / height > shape:
        return max(1, round(height * shape)), height
    return width, max(1, round(width / shape))


def _widths(width: int) -> list[int]:
    """Return the widths of a ladder; a picture smaller than its lowest rung has its own alone."""
    return [rung for rung in WIDTHS if rung <= width] or [width]


def _data(image: Image, crop: str, width: int, extension: str) -> bytes:
    with image.file.open() as file, Pillow.open(file) as picture:
        box = _box(picture.width, picture.height, crop, image.focal_x, image.focal_y)
        height = max(1, round(width * (box[3] - box[1]) / (box[2] - box[0])))
        pixels = _opaque(picture) if extension == "jpg" else picture.convert(_mode(picture))
        resized = pixels.resize((width, height), Resampling.LANCZOS, box=box)
    out = BytesIO()
    resized.save(out, **FORMATS[extension])
    return out.getvalue()


def _box(
    width: int, height: int, crop: str, focal_x: float, focal_y: float
) -> tuple[float, float, float, float]:
    """Return the stretch that is shown: the focal point in its middle, as far as there is room."""
    wanted, tall = _size(width, height, crop)
    left = min(max(focal_x * width - wanted / 2, 0), width - wanted)
    top = min(max(focal_y * height - tall / 2, 0), height - tall)
    return left, top, left + wanted, top + tall


def _mode(picture: Pillow.Image) -> str:
    return "RGBA" if picture.has_transparency_data else "RGB"


def _opaque(picture: Pillow.Image) -> Pillow.Image:
    """Return a picture on white: JPEG knows no transparency."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    paper = Pillow.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture.convert("RGBA"))
    return paper.convert("RGB")
