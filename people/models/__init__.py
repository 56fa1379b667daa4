from .quote import Quote
from .register import Entry, Organization, PartialDateField, Person, Role
from .user import User

__all__ = [
    "Entry",
    "Organization",
    "PartialDateField",
    "Person",
    "Quote",
    "Role",
    "User",
]
