"""Documents a story cites: a list of `{"title", "url"}`, written as lines `Title | address`."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

_is_web_address = URLValidator(schemes=["http", "https"])


def validate_documents(documents: object) -> None:
    """Raise ValidationError unless this is a list of titles with web addresses."""
    if not isinstance(documents, list):
        raise ValidationError("Documents are a list.")
    for document in documents:
        if not isinstance(document, dict) or document.keys() != {"title", "url"}:
            raise ValidationError("A document has a title and an address, and nothing else.")
        if not isinstance(document["title"], str) or not document["title"].strip():
            raise ValidationError("A document needs a title.")
        try:
            _is_web_address(document["url"])
        except ValidationError:
            raise ValidationError(f"“{document['url']}” is no web address.") from None


def parse_lines(text: str) -> list[dict[str, str]]:
    """Read lines `Title | https://…`. Raises ValidationError, naming the line that is wrong."""
    documents = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        title, bar, url = line.rpartition("|")
        if not bar:
            raise ValidationError(f"Line {number}: write “Title | https://…”.")
        documents.append({"title": title.strip(), "url": url.strip()})
    validate_documents(documents)
    return documents


def as_lines(documents: list[dict[str, str]]) -> str:
    """Write documents the way `parse_lines` reads them."""
    return "\n".join(f"{document['title']} | {document['url']}" for document in documents)
