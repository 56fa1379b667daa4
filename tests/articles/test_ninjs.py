"""A story as ninjs: valid by the schema of the IPTC, and no more than stands on the page."""

import json
from datetime import datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import PIL.Image
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from articles.models import Address
from articles.templatetags.reader import exact
from people.models import Person
from tests import factories

pytestmark = pytest.mark.django_db

SITE = "https://paper.example"
SCHEMA = json.loads((Path(__file__).parent / "schemas/ninjs-schema_3.1.json").read_text())
# The schema names that of GeoJSON, of which we write none.
REGISTRY: Registry = Registry().with_resource(
    "https://geojson.org/schema/GeoJSON.json", DRAFT202012.create_resource({})
)
FORMATS = FormatChecker(())


@FORMATS.checks("date-time", ValueError)
def is_moment(value: object) -> bool:
    return datetime.fromisoformat(str(value)).tzinfo is not None


@FORMATS.checks("uri", ValueError)
def is_uri(value: object) -> bool:
    return str(value).isascii() and bool(urlsplit(str(value)).scheme)


VALIDATOR = Draft202012Validator(SCHEMA, registry=REGISTRY, format_checker=FORMATS)


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL, settings.SITE_NAME = SITE, "The Paper"
    settings.POLICIES = {"correctionsPolicy": "/about/corrections/"}


@pytest.fixture
def speaker():
    someone = factories.person("Joseph Aoun")
    factories.role(someone, "President of Lebanon", started_on="2025-01-09")
    return someone


def ninjs(edition) -> dict:
    response = Client().get(f"{edition.path}ninjs.json")
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    found = json.loads(response.content)
    assert [error.message for error in VALIDATOR.iter_errors(found)] == []
    return found


def rich(speaker, **values):
    """Publish a story that has something of everything."""
    quote = factories.quote(
        "Negotiation it is.",
        speaker,
        said_on="2025-12-05",
        venue="Baabda",
        evidence_url="https://proof.example/",
        original_words="تفاوض",
        original_language="ar",
    )
    inline = factories.quote("No other way", speaker, said_on="2025-11")
    values = {
        "headline": "Talks go on",
        "summary": "What is known.",
        "kind": "analysis",
        "slug": "بيروت",
        "dateline": "Naqoura",
        "bottom_line": "It will take time.",
        "methods": "We read the text.",
        "ai_use": "assisted",
        "body": factories.quoting(quote, factories.quote("No."))
        + f'<p>There is “<q data-quote="{inline.pk}">no other way</q>”.</p>',
        "documents": [{"title": "Resolution 1701", "url": "https://un.example/1701"}],
        "tags": [factories.tag("Blue Line"), factories.tag("Naqoura", kind="place")],
        "about_people": [speaker],
        "about_organizations": [factories.organization("Interim Force")],
        "bylines": [factories.person("Ann Writer")],
        "image": factories.image(caption="Two sides"),
    } | values
    return factories.published(**values)


def test_schema_refuses_what_is_no_ninjs():
    """So that the tests below can fail."""
    wrong = [{}, {"uri": "x y", "firstCreated": "today"}, {"uri": "urn:uuid:1", "unknown": 1}]

    assert [len(list(VALIDATOR.iter_errors(item))) for item in wrong] == [1, 2, 1]


def test_story_with_something_of_everything_is_valid_and_has_it(speaker):
    edition = rich(speaker)

    found = ninjs(edition)

    assert found["uri"] == f"urn:uuid:{edition.article.uid}"
    assert found["altIds"] == [
        {"role": "canonical", "value": f"{SITE}{edition.path.replace('بيروت', _IN_URI)}"}
    ]
    assert (found["version"], found["pubStatus"], found["by"]) == ("1", "usable", "Ann Writer")
    assert found["firstCreated"] == exact(edition.first_published_at)
    assert found["genres"][0]["uri"] == "http://cv.iptc.org/newscodes/genre/Analysis"
    assert [b["role"] for b in found["bodies"]] == ["main", "bottomLine", "methods"]
    assert "“Negotiation it is.”" in found["bodies"][0]["value"]
    assert found["people"][0] == {
        "name": "Joseph Aoun",
        "rel": "about",
        "uri": f"{SITE}/people/joseph-aoun/",
    }
    assert [place["name"] for place in found["places"]] == ["Naqoura"]
    assert found["infoSources"][0]["uri"] == "https://un.example/1701"
    assert found["digitalSourceType"]["uri"].endswith("/compositeWithTrainedAlgorithmicMedia")
    assert found["trustIndicators"] == [
        {
            "role": "http://cv.iptc.org/newscodes/trustindicator/correctionsPolicy",
            "title": "Corrections",
            "href": f"{SITE}/about/corrections/",
        }
    ]


_IN_URI = "%D8%A8%D9%8A%D8%B1%D9%88%D8%AA"


def test_every_quotation_is_a_component_with_its_speaker_as_of_that_day(speaker):
    found = ninjs(rich(speaker))

    quotes = [a for a in found["associations"] if a["rel"] == "quotation"]
    block, unnamed, inline = quotes
    assert {quote["type"] for quote in quotes} == {"component"}
    assert [body["value"] for body in block["bodies"]] == ["Negotiation it is.", "تفاوض"]
    assert block["contentCreated"] == "2025-12-05T00:00:00Z"
    assert block["people"] == [
        {
            "name": "Joseph Aoun",
            "rel": "speaker",
            "uri": f"{SITE}/people/joseph-aoun/",
            "literal": "President of Lebanon",
        }
    ]
    assert block["infoSources"][0]["uri"] == "https://proof.example/"
    assert (unnamed["by"], "people" in unnamed) == ("a diplomat", False)
    assert inline["bodies"][0]["value"] == "no other way"
    assert inline["edNote"] == "Said 2025-11; on the record"
    assert "contentCreated" not in inline


def test_picture_is_an_association_of_its_real_size(speaker):
    (picture,) = [a for a in ninjs(rich(speaker))["associations"] if a["rel"] == "lead"]

    (rendition,) = picture["renditions"]
    assert (rendition["width"], rendition["height"]) == (8, 6)
    response = Client().get(rendition["href"].removeprefix(SITE))
    with PIL.Image.open(BytesIO(b"".join(response.streaming_content))) as served:
        assert served.size == (8, 6)


@pytest.mark.parametrize(
    "kind", ["news", "analysis", "opinion", "explainer", "interview", "review", "obituary"]
)
def test_plain_story_of_every_kind_is_valid(kind):
    edition = factories.published(kind=kind)

    assert ninjs(edition)["genres"][0]["name"] == edition.get_kind_display()


def test_correction_is_told_and_makes_a_version():
    first = factories.published()
    factories.correction(first, wrong="It was Monday.", right="It was Tuesday.")
    edition = factories.updated(first.article, change="correction")

    found = ninjs(edition)

    assert found["version"] == "2"
    assert "What was wrong: It was Monday. What is right: It was Tuesday." in found["edNote"]
    assert found["versionCreated"] == exact(edition.live_from)


def test_retracted_story_is_cancelled_and_has_no_text(speaker):
    edition = rich(speaker).article.retract(factories.publisher(), "It was made up.")

    found = ninjs(edition)

    assert found["pubStatus"] == "canceled"
    assert "It was made up." in found["edNote"]
    assert not {"bodies", "associations", "people", "descriptions"} & found.keys()


@pytest.mark.parametrize("when", ["before", "since"])
def test_private_individual_is_nobody_to_machines(when):
    someone = factories.person("Amal", standing=Person.Standing.PRIVATE)
    if when == "since":
        Person.objects.update(standing=Person.Standing.PUBLIC_FIGURE)
    edition = factories.published(
        about_people=[someone], body=factories.quoting(factories.quote("I saw it.", someone))
    )
    Person.objects.update(standing=Person.Standing.PRIVATE)

    found = ninjs(edition)

    assert "people" not in found
    assert "people" not in found["associations"][0]


def test_story_that_moved_or_is_withdrawn_says_so(client):
    edition = factories.published()
    Address.objects.create(path="/world/2020/01/01/old/", article=edition.article)
    gone = factories.published()
    gone.article.withdraw(factories.publisher(), "privacy", "Asked to.")

    answers = [client.get(f"{path}ninjs.json") for path in ("/world/2020/01/01/old/", gone.path)]

    assert [response.status_code for response in answers] == [301, 410]
    assert answers[0]["Location"] == f"{edition.path}ninjs.json"


@pytest.mark.parametrize("make", [factories.scheduled, factories.cancelled])
def test_story_that_is_not_live_is_not_found(client, make):
    edition = make()

    assert client.get(f"{edition.path}ninjs.json").status_code == 404


def test_story_takes_three_queries_however_much_it_names(speaker):
    edition = rich(speaker, about_people=[factories.person() for _ in range(20)])

    with CaptureQueriesContext(connection) as queries:
        ninjs(edition)

    assert len(queries) == 3
