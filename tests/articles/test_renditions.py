"""The sizes, shapes and formats in which readers get a picture."""

import re
from io import BytesIO

import PIL.Image
import pytest
from django.core.files.storage import default_storage
from django.test import Client

from articles import renditions
from articles.models import Image
from people import pictures
from tests import desk, factories

pytestmark = pytest.mark.django_db


def picture(size=(1000, 500), mode="RGB", **fields):
    """Put a picture into the library: its left half red, its right half blue."""
    drawn = PIL.Image.new(mode, size, "blue")
    drawn.paste("red", (0, 0, size[0] // 2, size[1]))
    if mode == "RGBA":
        drawn.putpixel((0, 0), (0, 0, 0, 0))
    upload = BytesIO()
    drawn.save(upload, "PNG")
    name = pictures.keep(pictures.cleaned(upload, upload.tell()))
    return Image.objects.create(file=name, alt="Halves", credit="The tests", **fields)


def address(image, rest):
    return f"/media/{image.file.name.partition('.')[0]}/{rest}"


def opened(url):
    response = Client().get(url)
    assert response.status_code == 200
    return PIL.Image.open(BytesIO(b"".join(response.streaming_content)))


@pytest.mark.parametrize(
    ("extension", "format_"), [("avif", "AVIF"), ("webp", "WEBP"), ("jpg", "JPEG")]
)
def test_a_rendition_has_its_format_and_size(extension, format_):
    image = picture()

    made = opened(address(image, f"whole-640.{extension}"))

    assert (made.format, made.size) == (format_, (640, 320))


@pytest.mark.parametrize(
    ("crop", "size"), [("wide", (640, 360)), ("classic", (640, 480)), ("square", (480, 480))]
)
def test_a_crop_has_its_shape(crop, size):
    image = picture()

    assert opened(address(image, f"{crop}-{size[0]}.jpg")).size == size


@pytest.mark.parametrize(("focal_x", "colour"), [(0.0, "red"), (1.0, "blue")])
def test_a_crop_follows_the_focal_point(focal_x, colour):
    image = picture(focal_x=focal_x)

    red, _, blue = opened(address(image, "square-320.jpg")).convert("RGB").getpixel((160, 160))

    assert (red > blue) == (colour == "red")


def test_transparency_becomes_paper_where_a_format_has_none():
    image = picture(mode="RGBA")

    assert opened(address(image, "whole-640.jpg")).getpixel((639, 0)) == pytest.approx(
        (0, 0, 255), abs=8
    )


@pytest.mark.parametrize(
    "rest",
    [
        *("whole-641.jpg", "whole-1280.jpg", "round-640.jpg", "whole-640.png", "whole-640.gif"),
        *("whole-0.jpg", "whole-640.jpg.avif", "-640.jpg", "whole-.jpg", "wide-960.avif"),
    ],
)
def test_nothing_but_the_ladder_is_made(rest):
    image = picture()

    assert Client().get(address(image, rest)).status_code == 404


def test_a_picture_that_is_not_in_the_library_has_no_renditions():
    assert Client().get("/media/abcdef/whole-640.jpg").status_code == 404


def test_the_renditions_of_a_withdrawn_picture_are_gone():
    image = picture()
    edition = factories.published(image=image)
    opened(address(image, "whole-640.jpg"))

    edition.article.withdraw(factories.publisher(), "rights", "Not ours.")

    assert Client().get(address(image, "whole-640.jpg")).status_code == 410


def test_a_rendition_is_made_once():
    image = picture()
    url = address(image, "wide-640.jpg")

    for _ in range(2):
        opened(url)

    folder = image.file.name.partition(".")[0]
    assert default_storage.listdir(folder) == ([], ["wide-640.jpg"])


def test_crops_are_made_anew_when_the_focal_point_moves(django_capture_on_commit_callbacks):
    image = picture(focal_x=0.0)
    before = opened(address(image, "square-320.jpg")).convert("RGB").getpixel((160, 160))
    page = f"/desk/articles/image/{image.pk}/change/"
    client = desk.client(factories.publisher())
    values = desk.fields(client.get(page), "image_form")

    with django_capture_on_commit_callbacks(execute=True):
        client.post(page, values | {"focal_x": "1.0"})

    after = opened(address(image, "square-320.jpg")).convert("RGB").getpixel((160, 160))
    assert (before[0] > before[2], after[0] > after[2]) == (True, False)


def test_the_page_offers_every_format_and_says_how_large_the_picture_is():
    edition = factories.published(image=picture())

    html = Client().get(edition.path).content.decode()

    assert re.findall(r'<source type="image/(\w+)"', html) == ["avif", "webp", "jpeg"]
    assert re.search(r'<img src="[^"]+/whole-960.jpg" width="1000" height="500"', html)
    assert 'rel="preload" as="image" type="image/avif"' in html


def test_every_rendition_that_a_page_names_exists():
    edition = factories.published(image=picture((700, 700)))

    html = Client().get(edition.path).content.decode()
    named = set(re.findall(r"/media/[0-9a-f]+/[\w-]+\.\w+", html))

    assert len(named) >= 3 * 3
    assert {opened(url).width for url in named} == {320, 480, 640}


def test_a_small_picture_has_one_rung():
    printed = {"url": "/media/ab.png", "width": 200, "height": 100, "alt": ""}

    ladder = renditions.ladder(printed, "wide", "100vw")

    assert ladder.sources[0].srcset == "/media/ab/wide-178.avif 178w"
