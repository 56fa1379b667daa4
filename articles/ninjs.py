"""An edition as ninjs 3.1, the IPTC's News in JSON. Pure: it works on the edition it is given.

The schema is http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json. It has no field for quotations:
each is an association of the type component, with words, speaker and source of its own.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings

from articles import body, notices, renditions
from articles.absolute import absolute, page_of
from articles.identities import Identities
from articles.interface import in_english
from articles.labels import AI_NOTES
from articles.models.edition import Edition, Kind
from articles.policies import Policy
from articles.templatetags.reader import exact

Node = dict[str, Any]

STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}
_CODES = "http://cv.iptc.org/newscodes"
# The genre of a kind, from http://cv.iptc.org/newscodes/genre/.
GENRES = {
    Kind.NEWS: "Current",
    Kind.ANALYSIS: "Analysis",
    Kind.OPINION: "Opinion",
    Kind.EXPLAINER: "Background",
    Kind.INTERVIEW: "Interview",
    Kind.REVIEW: "Review",
    Kind.OBITUARY: "Obituary",
}
TERMS = {"on_record": "on the record", "background": "on background", "anonymous": "not named"}
# How words and pictures came to be, from http://cv.iptc.org/newscodes/digitalsourcetype/.
SOURCE_TYPES = {
    "assisted": "compositeWithTrainedAlgorithmicMedia",
    "generated": "trainedAlgorithmicMedia",
}


def of(edition: Edition, known: Identities, published: Iterable[Policy]) -> Node:
    """Return the news object of an edition.

    Arguments: `known` are the identities of those whom it names (`identities.of`); whoever is not
    among them is left out. `published` are the newsroom's policies. A retracted edition is
    cancelled: its headline and its notices, and nothing else of what it said.
    """
    with in_english():
        return _object(edition, known, published)


def _object(edition: Edition, known: Identities, published: Iterable[Policy]) -> Node:
    content = edition.content
    found = {
        "uri": f"urn:uuid:{content['uid']}",
        "standard": STANDARD,
        "type": "text",
        "representationType": "full",
        "version": str(edition.number),
        "firstCreated": exact(edition.first_published_at),
        "versionCreated": exact(edition.live_from),
        "pubStatus": "canceled" if edition.retracted else "usable",
        "language": content["language"],
        "slugline": edition.path.strip("/").rpartition("/")[2],
        "headlines": [{"role": "main", "value": edition.headline}],
        "genres": [_genre(edition)],
        "edNote": _note(edition),
        "copyrightHolder": settings.SITE_NAME,
        "altIds": [{"role": "canonical", "value": absolute(edition.path)}],
        "trustIndicators": [_indicator(policy) for policy in published],
    }
    return _filled(found if edition.retracted else found | _text(edition, known))


def _text(edition: Edition, known: Identities) -> Node:
    """Return what a story says, and of whom and what."""
    content = edition.content
    speakers = [q["speaker"] for q in content["quotations"] if q["speaker"]]
    return {
        "by": ", ".join(line["name"] for line in content["bylines"] if line["role"] == "writing"),
        "located": content["dateline"],
        "descriptions": _values("summary", edition.summary),
        "bodies": _bodies(edition),
        "people": [
            *_named(content["about"], "person", "about", known),
            *_named(speakers, "person", "quoted", known),
        ],
        "organisations": [
            *_named(content["about"], "organization", "about", known),
            *_named(speakers, "organization", "quoted", known),
        ],
        "subjects": [_subject(tag) for tag in content["tags"] if tag["kind"] != "place"],
        "places": [_subject(tag) for tag in content["tags"] if tag["kind"] == "place"],
        "infoSources": [_document(document) for document in content["documents"]],
        "digitalSourceType": _source_type(content["ai_use"]),
        "associations": [
            *_pictures(content["image"]),
            *(_quotation(quotation, edition, known) for quotation in content["quotations"]),
        ],
    }


def _filled(node: Node) -> Node:
    """Leave out what is not known, and what there is none of."""
    return {name: value for name, value in node.items() if value not in ("", None, [])}


def _values(role: str, value: str) -> list[Node]:
    return [{"role": role, "value": value}] if value else []


def _bodies(edition: Edition) -> list[Node]:
    """Return the text as readers get it, the bottom line and how we know."""
    content = edition.content
    html = body.render(edition.body, content["quotations"], content["language"])
    main = {
        "role": "main",
        "contentType": "text/html",
        "wordCount": body.word_count(edition.body),
        "charCount": len(body.text(edition.body)),
        "value": str(html),
    }
    return [
        main,
        *_values("bottomLine", content["bottom_line"]),
        *_values("methods", content["methods"]),
    ]


def _genre(edition: Edition) -> Node:
    genre = GENRES[Kind(edition.kind)]
    return {"name": edition.get_kind_display(), "uri": f"{_CODES}/genre/{genre}"}


def _note(edition: Edition) -> str:
    """Return for editors elsewhere what was found wrong, and that a story is retracted."""
    retracted = ["Retracted: do not use."] if edition.retracted else []
    told = [f"{n.label}, {exact(n.at)}: {n.text}" for n in notices.of(edition)]
    return "\n".join([*retracted, *told])


def _indicator(policy: Policy) -> Node:
    role = f"{_CODES}/trustindicator/{policy.name}"
    return {"role": role, "title": policy.title, "href": policy.url}


def _named(entries: list[dict], kind: str, rel: str, known: Identities) -> list[Node]:
    """Return those of this kind who have a page, each once."""
    found = {
        entry["id"]: {"name": entry["name"], "rel": rel, "uri": page_of(entry)}
        for entry in entries
        if entry["kind"] == kind and (kind, entry["id"]) in known
    }
    return list(found.values())


def _subject(tag: dict) -> Node:
    return {"name": tag["name"], "rel": "about", "uri": absolute(f"/topics/{tag['slug']}/")}


def _document(document: dict) -> Node:
    return _filled({"name": document["title"], "role": "document", "uri": document.get("url")})


def _source_type(ai_use: str) -> Node | None:
    code = SOURCE_TYPES.get(ai_use)
    uri = f"{_CODES}/digitalsourcetype/{code}"
    return {"name": str(AI_NOTES[ai_use]), "uri": uri} if code else None


def _pictures(image: dict | None) -> list[Node]:
    if image is None:
        return []
    rendition = renditions.largest(image, "whole", renditions.WIDTHS[-1])
    return [
        _filled(
            {
                "name": f"image-{image['id']}",
                "rel": "lead",
                "uri": absolute(image["url"]),
                "type": "picture",
                "by": image["credit"],
                "descriptions": [
                    *_values("caption", image["caption"]),
                    *_values("alternative", image["alt"]),
                ],
                "renditions": [
                    {
                        "name": "web",
                        "href": absolute(rendition.url),
                        "contentType": "image/jpeg",
                        "width": rendition.width,
                        "height": rendition.height,
                    }
                ],
            }
        )
    ]


def _quotation(quotation: dict, edition: Edition, known: Identities) -> Node:
    """Return words somebody said as a news object: speakers with what they were on that day."""
    speaker = quotation["speaker"]
    speakers = {
        kind: [
            _filled(node | {"rel": "speaker", "literal": quotation["described_as"]})
            for node in _named([speaker] if speaker else [], kind, "speaker", known)
        ]
        for kind in ("person", "organization")
    }
    sources = [
        {"name": "Source of this quotation", "role": "evidence", "uri": quotation["evidence_url"]}
    ]
    original = {
        "role": "original",
        "contentType": "text/plain",
        "value": quotation["original_words"],
    }
    words = {"role": "quote", "contentType": "text/plain", "value": quotation["words"]}
    return _filled(
        {
            "name": f"quote-{quotation['id']}",
            "rel": "quotation",
            "uri": f"{absolute(edition.path)}#quote-{quotation['id']}",
            "type": "component",
            "representationType": "partial",
            "contentCreated": _midnight(quotation["said_on"]),
            "located": quotation["venue"],
            "by": "" if speaker else quotation["described_as"],
            "edNote": _circumstances(quotation),
            "bodies": [words, original] if quotation["original_words"] else [words],
            "people": speakers["person"],
            "organisations": speakers["organization"],
            "infoSources": sources if quotation["evidence_url"] else [],
        }
    )


def _circumstances(quotation: dict) -> str:
    """Return when words were said, as far as it is known, and on what terms."""
    said = f"Said {quotation['said_on']}" if quotation["said_on"] else ""
    return "; ".join(filter(None, [said, TERMS[quotation["terms"]], quotation["anonymity_reason"]]))


def _midnight(said_on: str) -> str:
    """Return the day as the moment that the schema asks for; what is known in part is none."""
    return f"{date.fromisoformat(said_on)}T00:00:00Z" if len(said_on) == 10 else ""
