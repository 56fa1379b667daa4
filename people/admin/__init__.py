"""The register and the accounts, in the desk."""

from people.admin import accounts
from people.admin.register import OwnOrEditorAdmin, desk_user

__all__ = ["OwnOrEditorAdmin", "accounts", "desk_user"]
