"""The five roles an account can have. Not to be mixed up with the dated roles of the register."""

from enum import StrEnum


class UserRole(StrEnum):
    """Each is the name of a group, and they add up."""

    REPORTER = "Reporter"
    COPY_EDITOR = "Copy editor"
    EDITOR = "Editor"
    PUBLISHER = "Publisher"
    ADMIN = "Admin"
