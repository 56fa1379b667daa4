from people.models.quote import Quote
from people.models.register import Entry, Organization, PartialDateField, Person, Role
from people.models.user import User

__all__ = [
    "Entry",
    "Organization",
    "PartialDateField",
    "Person",
    "Quote",
    "Role",
    "User",
]
