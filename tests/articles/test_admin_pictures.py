"""Pictures of the library: what is taken, what is refused, and that nothing typed is lost."""

import struct
import zlib
from io import BytesIO

import PIL.Image
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Image
from people import pictures
from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db

ADD = "articles_image_add"
FACTS = {"alt": "A harbour", "credit": "Ines Halloran", "focal_x": "0.5", "focal_y": "0.5"}


def encoded(format_="PNG", size=(320, 180), **options):
    out = BytesIO()
    PIL.Image.new("RGB", size, "teal").save(out, format_, **options)
    return out.getvalue()


def declared(width, height):
    """Return a PNG of a few bytes that says it is this large."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(b"\0" * 100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + data + chunk(b"IEND", b"")


def upload(data, name="harbour.png", user=None, **typed):
    filled = FACTS | {"upload": SimpleUploadedFile(name, data)} | typed
    browser = desk.client(user or factories.reporter())
    return browser.post(desk.url(ADD), filled, follow=True)


def test_a_picture_is_kept_with_who_brought_it():
    upload(encoded())

    image = Image.objects.get()
    assert (image.alt, image.credit, image.uploaded_by) == (
        "A harbour",
        "Ines Halloran",
        factories.reporter(),
    )
    assert (image.width, image.height) == (320, 180)


def test_a_picture_is_served_at_the_name_of_its_content(client):
    upload(encoded())

    response = client.get(Image.objects.get().get_absolute_url())

    assert PIL.Image.open(BytesIO(response.getvalue())).size == (320, 180)


def test_where_a_picture_was_taken_is_not_kept():
    exif = PIL.Image.Exif()
    exif[0x010E] = "At the safe house"

    upload(encoded("JPEG", exif=exif), "harbour.jpg")

    with Image.objects.get().file.open() as file:
        assert b"safe house" not in file.read()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "no JPEG, PNG"),
        (b"GIF89a", "no JPEG, PNG"),
        (b"%PDF-1.4", "no JPEG, PNG"),
        (encoded()[:40], "no JPEG, PNG"),
        (encoded("TIFF"), "no JPEG, PNG"),
        (declared(9_000, 9_000), "more than 50 megapixels"),
        (declared(40_000, 40_000), "more than 50 megapixels"),
        (encoded(size=(319, 180)), "too small: 319 × 180 pixels. It needs at least 320 × 180."),
        (encoded(size=(320, 179)), "too small: 320 × 179 pixels. It needs at least 320 × 180."),
        (b"", "empty"),
    ],
    ids=[
        "svg",
        "cut gif",
        "pdf",
        "cut png",
        "tiff",
        "81 megapixels",
        "a bomb",
        "narrow",
        "low",
        "empty",
    ],
)
def test_what_is_no_picture_for_us_is_refused_beside_the_field(data, said):
    page = upload(data)

    row = page.content.decode().split("field-upload")[1].split("field-alt")[0]
    assert said in row
    assert not Image.objects.exists()


def test_a_picture_is_measured_upright():
    lying = PIL.Image.Exif()
    lying[0x0112] = 6  # a quarter turn

    upload(encoded("JPEG", (180, 320), exif=lying), "harbour.jpg")

    assert (Image.objects.get().width, Image.objects.get().height) == (320, 180)


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_BYTES", 1024 * 1024)

    page = upload(encoded() + b"\0" * 1024 * 1024)

    assert "The file is larger than 1 MB." in page.content.decode()
    assert not Image.objects.exists()


def test_what_was_typed_beside_a_refused_picture_stays():
    page = upload(b"nothing", caption="At low water")

    kept = desk.fields(page, "image_form")
    assert (kept["alt"], kept["caption"], kept["credit"]) == (
        "A harbour",
        "At low water",
        "Ines Halloran",
    )


def test_a_picture_without_credit_is_refused():
    page = upload(encoded(), credit="")

    assert "This field is required." in page.content.decode().split("field-credit")[1]
    assert not Image.objects.exists()


@pytest.mark.parametrize("point", ["-0.1", "1.1", "x"])
def test_a_focal_point_outside_the_picture_is_refused(point):
    page = upload(encoded(), focal_x=point)

    assert page.context["errors"]
    assert not Image.objects.exists()


def test_a_picture_that_the_library_has_is_named():
    upload(encoded(), alt="The first one")

    page = upload(encoded())

    assert "The library has this picture: “The first one”" in page.content.decode()
    assert Image.objects.count() == 1


def test_a_reporter_changes_no_picture():
    image = factories.image(uploaded_by=factories.reporter())
    browser = desk.client(factories.reporter())

    page = browser.post(desk.url("articles_image_change", image.pk), FACTS | {"alt": "Forged"})

    image.refresh_from_db()
    assert page.status_code == 403
    assert image.alt != "Forged"


def test_the_file_of_a_picture_cannot_be_changed():
    image = factories.image()
    before = image.file.name
    browser = desk.client(factories.user(UserRole.EDITOR))

    browser.post(
        desk.url("articles_image_change", image.pk),
        FACTS | {"upload": SimpleUploadedFile("x.png", encoded())},
    )

    image.refresh_from_db()
    assert (image.file.name, image.alt) == (before, "A harbour")


def test_a_story_shows_the_picture_that_it_has():
    image = factories.image(alt="A harbour")
    article = factories.draft(image=image)

    page = desk.open_story(factories.reporter(), article)

    assert f'class="thumbnail" src="{image.get_absolute_url()}" alt="A harbour"' in (
        page.content.decode()
    )
