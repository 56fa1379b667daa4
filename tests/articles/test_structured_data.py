"""The linked data in the head of an article: what stands on the page, and nothing else."""

import json
import re
from io import BytesIO

import PIL.Image
import pytest
from django.test import Client
from django.utils.html import strip_tags

from articles.models import EditionKey
from people.models import Person
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def speaker():
    someone = factories.person("Joseph Aoun", wikidata_id="Q822", links="https://aoun.example/")
    factories.role(someone, "President of Lebanon", started_on="2025-01-09")
    return someone


def page_of(edition) -> str:
    response = Client().get(edition.path)
    assert response.status_code == 200
    return response.content.decode()


def data(edition) -> dict:
    (element,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', page_of(edition), re.DOTALL
    )
    return json.loads(element)


def nodes(edition) -> list[dict]:
    found = data(edition)
    return [*found.get("about", []), *found.get("mentions", [])]


def address(edition) -> str:
    return f"https://paper.example{edition.path}"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL, settings.SITE_NAME = "https://paper.example", "The Paper"


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        ("news", "ReportageNewsArticle"),
        ("analysis", "AnalysisNewsArticle"),
        ("opinion", "OpinionNewsArticle"),
        ("explainer", "BackgroundNewsArticle"),
        ("interview", "ReportageNewsArticle"),
        ("review", "ReviewNewsArticle"),
        ("obituary", "BackgroundNewsArticle"),
    ],
)
def test_type_follows_the_kind_that_readers_see(kind, type_):
    edition = factories.published(kind=kind)

    assert data(edition)["@type"] == ["NewsArticle", type_]


def test_times_are_those_of_the_page_with_the_newsrooms_offset(settings):
    settings.TIME_ZONE = "Asia/Beirut"
    first = factories.published()
    edition = factories.updated(first.article)

    found, page = data(edition), page_of(edition)

    assert found["datePublished"][-6:] in {"+02:00", "+03:00"}
    assert f'Published <time datetime="{found["datePublished"]}"' in page
    assert re.search(rf'Updated\s+<time datetime="{re.escape(found["dateModified"])}"', page)


def test_story_keeps_its_id_when_it_changes_its_section():
    first = factories.published(section=factories.section("World"))

    moved = factories.updated(first.article, section=factories.section("Local"))

    found = data(moved)
    assert found["@id"] == f"urn:uuid:{first.article.uid}"
    assert found["url"] == found["mainEntityOfPage"] == address(moved)


def test_writer_is_the_author_and_photographer_and_agency_are_not():
    writer = factories.person("Ann Writer", standing=Person.Standing.STAFF)
    article = factories.draft(bylines=[writer, factories.organization("Agency")])
    article.bylines.filter(organization__isnull=False).update(role="photography")
    edition = _published(factories.edit(article))

    found = data(edition)

    page = "https://paper.example/people/ann-writer/"
    assert found["author"] == [
        {"@type": "Person", "@id": page, "name": "Ann Writer", "url": page},
    ]
    assert [maker["@type"] for maker in found["contributor"]] == ["Organization"]


def _published(article):
    factories.ready(article)
    return article.publish(factories.publisher(), article.version)


def test_story_without_a_byline_is_the_newsrooms():
    found = data(factories.published())

    assert found["author"] == [found["publisher"]]
    assert found["publisher"]["@type"] == "NewsMediaOrganization"
    assert found["publisher"]["name"] == "The Paper"


def test_publisher_has_the_policies_that_exist_and_no_others(settings):
    settings.POLICIES = {
        "correctionsPolicy": "/about/corrections/",
        "ethicsPolicy": "https://ethics.example/",
    }

    found = data(factories.published())["publisher"]

    policies = {name: value for name, value in found.items() if name not in _OF_ITSELF}
    assert policies == {
        "correctionsPolicy": "https://paper.example/about/corrections/",
        "ethicsPolicy": "https://ethics.example/",
    }


def test_a_page_is_a_policy_of_the_publisher_unless_the_settings_name_another(settings):
    settings.POLICIES = {"ethicsPolicy": "https://ethics.example/"}
    for title, policy in (("Ethics", "ethicsPolicy"), ("Who pays", "ownershipFundingInfo")):
        factories.page(title, policy=policy)
    factories.page("Draft", policy="diversityPolicy", is_public=False)

    found = data(factories.published())["publisher"]

    policies = {name: value for name, value in found.items() if name not in _OF_ITSELF}
    assert policies == {
        "ethicsPolicy": "https://ethics.example/",
        "ownershipFundingInfo": "https://paper.example/about/who-pays/",
    }


_OF_ITSELF = {"@type", "@id", "name", "url"}


def test_everyone_named_has_one_node_at_their_own_page(speaker):
    force = factories.organization("Interim Force", wikidata_id="Q7")
    other = factories.person("Other Speaker")
    edition = factories.published(
        about_people=[speaker],
        about_organizations=[force],
        body=factories.quoting(factories.quote("Yes.", speaker), factories.quote("No.", other)),
    )

    found = data(edition)

    kinds = (EditionKey.Kind.PERSON, EditionKey.Kind.ORGANIZATION)
    keys = [key for key in edition.keys.values_list("key", flat=True) if key >> 32 in kinds]
    assert len(nodes(edition)) == len(keys) == 3
    assert found["about"][0] == {
        "@type": "Person",
        "@id": "https://paper.example/people/joseph-aoun/",
        "name": "Joseph Aoun",
        "sameAs": ["https://www.wikidata.org/entity/Q822", "https://aoun.example/"],
    }
    assert [node["name"] for node in found["mentions"]] == ["Other Speaker"]


@pytest.mark.parametrize("when", ["before", "since"])
def test_private_individual_has_no_node(when):
    someone = factories.person("Amal", standing=Person.Standing.PRIVATE)
    if when == "since":
        Person.objects.update(standing=Person.Standing.PUBLIC_FIGURE)
    edition = factories.published(
        about_people=[someone], body=factories.quoting(factories.quote("I saw it.", someone))
    )
    Person.objects.update(standing=Person.Standing.PRIVATE)

    found = data(edition)

    assert nodes(edition) == []
    assert "Amal" not in json.dumps(found)


def test_every_quotation_is_a_part_with_speaker_and_source(speaker):
    block = factories.quote(
        "Negotiation it is.", speaker, said_on="2025-12", evidence_url="https://proof.example/"
    )
    inline = factories.quote("No other way", speaker)
    edition = factories.published(
        body=factories.quoting(block)
        + f'<p>There is “<q data-quote="{inline.pk}">no other way</q>”.</p>'
    )

    first, second = data(edition)["hasPart"]

    assert first == {
        "@type": "Quotation",
        "@id": f"{address(edition)}#quote-{block.pk}",
        "text": "Negotiation it is.",
        "inLanguage": "en",
        "creator": {
            "@type": "Person",
            "@id": "https://paper.example/people/joseph-aoun/",
            "name": "Joseph Aoun",
        },
        "creditText": "Joseph Aoun, President of Lebanon",
        "dateCreated": "2025-12",
        "isBasedOn": "https://proof.example/",
    }
    assert second["text"] == "no other way"
    text = strip_tags(page_of(edition).split("<main", 1)[1])
    assert all(part["text"] in text for part in (first, second))


def test_unnamed_source_is_credited_as_printed_and_is_nobody():
    edition = factories.published(body=factories.quoting(factories.quote("No.")))

    (part,) = data(edition)["hasPart"]

    assert "creator" not in part
    assert part["creditText"] == "a diplomat"


def test_picture_is_offered_in_three_shapes_of_their_real_size():
    picture = factories.image(caption="The harbour", credit="The tests")
    edition = factories.published(image=picture)

    images = data(edition)["image"]

    assert [(i["width"], i["height"]) for i in images] == [(8, 4), (8, 6), (6, 6)]
    served = [Client().get(i["url"].removeprefix("https://paper.example")) for i in images]
    assert [
        PIL.Image.open(BytesIO(b"".join(answer.streaming_content))).size for answer in served
    ] == [(i["width"], i["height"]) for i in images]


def test_documents_are_cited():
    document = {"title": "Resolution 1701", "url": "https://un.example/1701"}
    edition = factories.published(documents=[document, document | {"title": "The annex"}])

    cited = data(edition)["citation"]

    assert [work["name"] for work in cited] == ["Resolution 1701", "The annex"]
    assert cited[0]["url"] == "https://un.example/1701"


def test_every_notice_is_a_correction_and_moves_the_date():
    first = factories.published()
    factories.correction(first, wrong="It was Monday.", right="It was Tuesday.")
    factories.correction(first, kind="update", wrong="", right="The mayor has answered.")
    edition = factories.updated(first.article, change="correction")

    found = data(edition)

    assert [comment["text"] for comment in found["correction"]] == [
        "What was wrong: It was Monday. What is right: It was Tuesday.",
        "The mayor has answered.",
    ]
    assert found["correction"][0]["@type"] == "CorrectionComment"
    assert found["dateModified"] == found["correction"][0]["datePublished"]
    assert page_of(edition).count('class="correction"') == len(found["correction"])


def test_retracted_story_says_so_and_repeats_nothing_of_what_it_said(speaker):
    story = factories.published(
        summary="They agreed.",
        image=factories.image(),
        body=factories.quoting(factories.quote("Yes.", speaker)),
        about_people=[speaker],
    ).article
    edition = story.retract(factories.publisher(), "It was made up.")

    found = data(edition)

    assert found["creativeWorkStatus"] == "Retracted"
    assert "It was made up." in found["correction"][0]["text"]
    assert not {"description", "image", "about", "mentions", "hasPart"} & found.keys()


def test_readers_do_not_pay_and_nothing_outdated_is_said():
    edition = factories.published(kind="review")

    page = page_of(edition)

    assert data(edition)["isAccessibleForFree"] is True
    assert "ClaimReview" not in page
    assert "news_keywords" not in page


@pytest.mark.parametrize(
    "headline",
    ["</script><script>alert(1)</script>", "<!-- <script>", "Line\u2028 and paragraph\u2029 & <b>"],
)
def test_no_text_gets_out_of_its_element(headline):
    edition = factories.published(headline=headline, documents=[])

    page = page_of(edition)

    assert data(edition)["headline"] == headline
    assert page.count("<script") == 1
    element = page.split("<script", 1)[1].split("</script>")[0]
    assert not re.search("[<&\u2028\u2029]", element.split(">", 1)[1])


def test_only_the_live_edition_has_linked_data():
    first = factories.published()
    factories.updated(first.article)

    old = Client().get(f"{first.path}editions/1/").content.decode()

    assert "ld+json" not in old
    assert f'<link rel="canonical" href="{address(first)}">' in old
