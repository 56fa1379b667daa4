from people.models.names import KnownName, KnownOffice
from people.models.quote import Quote
from people.models.register import Entry, Organization, PartialDateField, Person, Role
from people.models.user import User

__all__ = [
    "Entry",
    "KnownName",
    "KnownOffice",
    "Organization",
    "PartialDateField",
    "Person",
    "Quote",
    "Role",
    "User",
]
