"""The card of a story without a picture: what other sites show of it, 1200 by 630 pixels.

It is lettered from the live edition when it is first asked for, and kept. Its address has the
digest of the edition in it, so another edition has another address, and one card is made of each.
"""

from dataclasses import dataclass
from io import BytesIO

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from PIL import Image, ImageDraw, ImageFont

from articles import typefaces
from articles.models.edition import Edition
from articles.templatetags import reader

WIDTH, HEIGHT = 1200, 630
DIGEST = 20  # hexadecimal digits of the edition's
_MARGIN = 72
_INK, _PAPER, _GREY, _ACCENT = "#14130f", "#ffffff", "#57534a", "#b3261e"
_TOP, _BOTTOM = 216, HEIGHT - 120  # of the headline
_SIZES = range(84, 39, -4)  # of its letters, the largest first
_LEADING = 1.16
_COLOURS = 48  # of black, white and red letters with smooth edges


def path(edition: Edition) -> str:
    """Return the address of an edition's card; "" if it has none.

    It has none where it has a picture, or letters in which this machine cannot write.
    """
    if not edition.content or edition.content["image"] or not _typeface(edition):
        return ""
    return f"{edition.path}card-{edition.digest[:DIGEST]}.png"


def made(edition: Edition) -> str:
    """Return the name of the card's file, which is made if it does not exist."""
    name = _name(edition)
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(_drawn(edition)))
    return name


def forget(edition: Edition) -> None:
    """Remove the card of an edition, in which its headline stands."""
    default_storage.delete(_name(edition))


def _name(edition: Edition) -> str:
    return f"cards/{edition.digest}.png"


def _typeface(edition: Edition) -> str:
    return typefaces.for_text(edition.headline, typefaces.SERIF)


def _drawn(edition: Edition) -> bytes:
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    card = _Card(ImageDraw.Draw(image), edition.content["language"])
    card.masthead(settings.SITE_NAME)
    section = edition.content["section"]["name"]
    card.line(
        160, gettext("Retracted") if edition.retracted else edition.content["kicker"] or section
    )
    card.headline(edition.headline, _typeface(edition))
    day = date_format(timezone.localdate(edition.first_published_at), "DAY_FORMAT")
    card.line(HEIGHT - 84, f"{edition.get_kind_display()} · {day}", _GREY)
    out = BytesIO()
    image.quantize(_COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


@dataclass(frozen=True)
class _Card:
    """A card that is being lettered: from the right, if its story is written so."""

    draw: ImageDraw.ImageDraw
    language: str

    def masthead(self, name: str) -> None:
        """Print the name of the paper over the double rule."""
        if face := typefaces.for_text(name, typefaces.SERIF):
            self._text(48, name, _fitting(name, face, range(44, 19, -4)), _INK)
        for top, height in ((120, 6), (130, 2)):
            self.draw.rectangle((_MARGIN, top, WIDTH - _MARGIN - 1, top + height - 1), _INK)

    def line(self, top: int, text: str, colour: str = _ACCENT) -> None:
        """Print a line of small letters; what this machine cannot write is left out."""
        if face := typefaces.for_text(text, typefaces.SANS):
            self._text(top, text, _fitting(text, face, range(30, 13, -2)), colour)

    def headline(self, text: str, face: str) -> None:
        """Print the headline as large as it fits."""
        font, lines = _set(text, face)
        step = round(font.size * _LEADING)
        for number, line in enumerate(lines):
            self._text(_TOP + number * step, line, font, _INK)

    def _text(self, top: int, text: str, font: ImageFont.FreeTypeFont, colour: str) -> None:
        to_left = reader.direction(self.language) == "rtl"
        place = (WIDTH - _MARGIN if to_left else _MARGIN, top)
        self.draw.text(place, text, colour, font, anchor="ra" if to_left else "la")


def _fitting(text: str, face: str, sizes: range) -> ImageFont.FreeTypeFont:
    """Return a typeface at the largest size at which a text is one line, or else the smallest."""
    fonts = (typefaces.at(face, size) for size in sizes)
    fitting = (font for font in fonts if font.getlength(text) <= WIDTH - 2 * _MARGIN)
    return next(fitting, typefaces.at(face, sizes[-1]))


def _set(text: str, face: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """Return the largest size at which a headline fits, and its lines; the last resort is cut."""
    for size in _SIZES:
        font = typefaces.at(face, size)
        room = int((_BOTTOM - _TOP) // (size * _LEADING))
        lines = _lines(text, font)
        if len(lines) <= room and all(_fits(line, font) for line in lines):
            return font, lines
    lines = [part for line in lines for part in _broken(line, font)]
    return font, lines if len(lines) <= room else [*lines[: room - 1], f"{lines[room - 1][:-1]}…"]


def _lines(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """Break a text between words; a word that is longer than a line stands alone."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _fits(longer, font):
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _broken(line: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """Break a line between letters where it must be."""
    parts = [""]
    for letter in line:
        if not _fits(parts[-1] + letter, font):
            parts.append("")
        parts[-1] += letter
    return parts


def _fits(line: str, font: ImageFont.FreeTypeFont) -> bool:
    return font.getlength(line) <= WIDTH - 2 * _MARGIN
