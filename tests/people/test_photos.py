"""A person's photo, from the desk to the person's page."""

import io

import PIL.Image
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from people.models import Person
from tests import desk, factories

pytestmark = pytest.mark.django_db


def photo(size: tuple[int, int] = (160, 200)) -> SimpleUploadedFile:
    data = io.BytesIO()
    PIL.Image.new("RGB", size, "teal").save(data, "PNG", comment="where it was taken")
    return SimpleUploadedFile("home-address.png", data.getvalue(), "image/png")


def save(person: Person, **typed):
    """Open the person's form, type, and send it."""
    browser, address = (
        desk.client(factories.publisher()),
        desk.url("people_person_change", person.pk),
    )
    return browser.post(address, desk.fields(browser.get(address), "person_form") | typed)


def test_a_photo_stands_on_the_page_of_its_person():
    jane = factories.person("Jane Doe")
    factories.published(about_people=[jane])

    save(jane, upload=photo(), photo_alt="Jane Doe at a desk", photo_credit="A. Photographer")

    jane.refresh_from_db()
    page = Client().get(jane.get_absolute_url()).content.decode()
    assert f'<img src="{jane.photo.url}"' in page
    assert 'alt="Jane Doe at a desk"' in page
    answer = Client().get(jane.photo.url)
    answer.close()
    assert answer.status_code == 200
    assert "home-address" not in jane.photo.name


@pytest.mark.parametrize("missing", ["photo_alt", "photo_credit"])
def test_a_photo_without_words_or_credit_is_refused(missing):
    jane = factories.person("Jane Doe")
    words = {"photo_alt": "Jane Doe", "photo_credit": "A. Photographer"} | {missing: ""}

    page = save(jane, upload=photo(), **words)

    jane.refresh_from_db()
    assert "A photo needs this." in page.content.decode()
    assert not jane.photo


def test_a_photo_too_small_to_print_is_refused():
    jane = factories.person("Jane Doe")

    page = save(
        jane, upload=photo((160, 199)), photo_alt="Jane Doe", photo_credit="A. Photographer"
    )

    jane.refresh_from_db()
    assert "too small: 160 × 199 pixels. It needs at least 160 × 200." in page.content.decode()
    assert not jane.photo


def test_a_file_that_is_no_picture_is_refused():
    jane = factories.person("Jane Doe")
    upload = SimpleUploadedFile("jane.png", b"<svg onload=alert(1)>", "image/png")

    page = save(jane, upload=upload, photo_alt="Jane", photo_credit="A. Photographer")

    assert "This is no JPEG" in page.content.decode()


def test_the_photo_of_a_private_individual_is_served_to_nobody():
    jane = factories.person("Jane Doe")
    save(jane, upload=photo(), photo_alt="Jane", photo_credit="A. Photographer")
    Person.objects.update(standing="private_individual")

    answer = Client().get(Person.objects.get().photo.url)

    assert answer.status_code == 404
