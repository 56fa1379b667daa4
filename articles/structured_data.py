"""An edition as linked data (schema.org, JSON-LD). Pure: it works on the edition it is given.

The types and properties are those of https://schema.org/NewsArticle and its extension for news
media, https://schema.org/docs/news.html.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from articles import notices, renditions
from articles.absolute import absolute, page_of
from articles.identities import Identities
from articles.interface import in_english
from articles.models.edition import Edition, Kind
from articles.policies import Policy
from articles.templatetags.reader import exact

Node = dict[str, Any]

# Beside NewsArticle: the kind that stands above the headline.
TYPES = {
    Kind.NEWS: "ReportageNewsArticle",
    Kind.ANALYSIS: "AnalysisNewsArticle",
    Kind.OPINION: "OpinionNewsArticle",
    Kind.EXPLAINER: "BackgroundNewsArticle",
    Kind.INTERVIEW: "ReportageNewsArticle",
    Kind.REVIEW: "ReviewNewsArticle",
    Kind.OBITUARY: "BackgroundNewsArticle",
}
SHAPES = ("wide", "classic", "square")
WIDEST = 1_920
# What somebody did for a story, as a property of it.
CREDITS = {
    "author": ("writing",),
    "contributor": ("reporting", "photography"),
    "translator": ("translation",),
}


def of(edition: Edition, known: Identities, published: Iterable[Policy]) -> Node:
    """Return the node of an article.

    Arguments: `known` are the identities of those whom the edition names (`identities.of`);
    whoever is not among them has no node. `published` are the newsroom's policies. A retracted
    edition says so: its headline, who made it and its notices, and nothing else of what it said.
    """
    content, newsroom = edition.content, publisher(published)
    found = {
        "@context": "https://schema.org",
        "@type": ["NewsArticle", TYPES[Kind(edition.kind)]],
        "@id": f"urn:uuid:{content['uid']}",
        "url": absolute(edition.path),
        "mainEntityOfPage": absolute(edition.path),
        "version": edition.number,
        "headline": edition.headline,
        "inLanguage": content["language"],
        "articleSection": content["section"]["name"],
        "datePublished": exact(edition.first_published_at),
        "dateModified": exact(edition.updated_at or edition.first_published_at),
        "isAccessibleForFree": True,
        "publisher": newsroom,
        "correction": _corrections(edition),
        **_makers(content["bylines"], known, newsroom),
    }
    if edition.retracted:
        return _filled(found | {"creativeWorkStatus": "Retracted"})
    about = _nodes(content["about"], known)
    quoted = _nodes([q["speaker"] for q in content["quotations"] if q["speaker"]], known)
    found |= {
        "description": edition.summary,
        "image": _images(content["image"]),
        "keywords": [tag["name"] for tag in content["tags"]],
        "dateline": content["dateline"],
        "backstory": content["methods"],
        "about": list(about.values()),
        "mentions": [node for page, node in quoted.items() if page not in about],
        "citation": [_document(document) for document in content["documents"]],
        "hasPart": [_quotation(q, edition, known) for q in content["quotations"]],
    }
    return _filled(found)


def publisher(published: Iterable[Policy]) -> Node:
    """Return the node of the newsroom itself, with the policies that it has published."""
    return {
        "@type": "NewsMediaOrganization",
        "@id": absolute("/#publisher"),
        "name": settings.SITE_NAME,
        "url": absolute("/"),
        **{policy.name: policy.url for policy in published},
    }


def _filled(node: Node) -> Node:
    """Leave out what is not known, and what there is none of."""
    return {name: value for name, value in node.items() if value not in ("", None, [])}


def _makers(bylines: list[dict], known: Identities, newsroom: Node) -> Node:
    """Return who made the story, by what they did; without a writer the newsroom did."""
    credits_: Node = {
        name: [_maker(line, known) for line in bylines if line["role"] in roles]
        for name, roles in CREDITS.items()
    }
    return credits_ | {"author": credits_["author"] or [newsroom]}


def _maker(byline: dict, known: Identities) -> Node:
    """Return a maker, of whom a name is printed even where there is no page."""
    node = _node(byline, known)
    return node | {"url": node["@id"]} if node else {"@type": _type(byline), "name": byline["name"]}


def _nodes(entries: list[dict], known: Identities) -> dict[str, Node]:
    """Return a node for each person and organization that has a page, by that page."""
    nodes = (_node(entry, known) for entry in entries)
    return {node["@id"]: node for node in nodes if node}


def _node(entry: dict, known: Identities) -> Node | None:
    """Return the node of a person or organization: its address is that of its own page."""
    same_as = known.get((entry["kind"], entry["id"]))
    if same_as is None:
        return None
    node = {"@type": _type(entry), "@id": page_of(entry), "name": entry["name"]}
    return _filled(node | {"sameAs": same_as})


def _type(entry: dict) -> str:
    return "Organization" if entry["kind"] == "organization" else "Person"


def _quotation(quotation: dict, edition: Edition, known: Identities) -> Node:
    """Return the node of words somebody said. What they were that day belongs to the words."""
    speaker = quotation["speaker"]
    creator = _node(speaker, known) if speaker else None
    if creator:
        credited = ", ".join(filter(None, [speaker["name"], quotation["described_as"]]))
    else:
        credited = "" if speaker else quotation["described_as"]
    evidence = quotation["evidence_url"]
    return _filled(
        {
            "@type": "Quotation",
            "@id": f"{absolute(edition.path)}#quote-{quotation['id']}",
            "text": quotation["words"],
            "inLanguage": edition.content["language"],
            "creator": creator and _reference(creator),
            "creditText": credited,
            "dateCreated": quotation["said_on"],
            "isBasedOn": evidence,
        }
    )


def _reference(node: Node) -> Node:
    """Return as much of a node as is needed where it does not stand for the first time."""
    return {name: node[name] for name in ("@type", "@id", "name")}


def _document(document: dict) -> Node:
    return _filled({"@type": "CreativeWork", "name": document["title"], "url": document.get("url")})


def _images(image: dict | None) -> list[Node]:
    """Return the lead picture in the three shapes that search engines ask for, widest first."""
    return [_image(image, crop) for crop in SHAPES] if image else []


def _image(image: dict, crop: str) -> Node:
    rendition = renditions.largest(image, crop, WIDEST)
    return _filled(
        {
            "@type": "ImageObject",
            "url": absolute(rendition.url),
            "width": rendition.width,
            "height": rendition.height,
            "caption": image["caption"],
            "creditText": image["credit"],
        }
    )


def _corrections(edition: Edition) -> list[Node]:
    """Return a comment for each notice on the page."""
    with in_english():
        told = notices.of(edition)
    return [
        _filled(
            {
                "@type": "CorrectionComment",
                "@id": f"{absolute(edition.path)}#{notice.id}" if notice.id else "",
                "name": notice.label,
                "text": notice.text,
                "datePublished": exact(notice.at),
            }
        )
        for notice in told
    ]
