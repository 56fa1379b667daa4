"""The five roles as groups, and which records of the desk each may look after.

Stories are not in this table: what anybody may do with one is said in `articles.workflow`.
"""

from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS

from people.user_roles import UserRole

REGISTER = ("people.person", "people.organization", "people.role", "people.quote")

# (role, model): what its holders may do. Roles add up.
TABLE: dict[UserRole, dict[str, str]] = {
    UserRole.REPORTER: {
        **dict.fromkeys(REGISTER, "view add change"),
        "articles.tag": "view add",
        "articles.image": "view add",
        "articles.section": "view",
        "articles.correction": "view add",
    },
    UserRole.COPY_EDITOR: {
        **dict.fromkeys(REGISTER, "view add change"),
        "articles.tag": "view add change",
        "articles.image": "view add change",
        "articles.section": "view",
        "articles.correction": "view add",
    },
    UserRole.EDITOR: {
        **dict.fromkeys(REGISTER, "view add change"),
        "articles.tag": "view add change",
        "articles.image": "view add change",
        "articles.section": "view",
        "articles.correction": "view add change",
        "articles.edition": "view",
    },
    UserRole.PUBLISHER: {
        **dict.fromkeys(REGISTER, "view add change"),
        "articles.tag": "view add change",
        "articles.image": "view add change",
        "articles.section": "view",
        "articles.correction": "view add change",
        "articles.edition": "view",
        "articles.event": "view",
        "articles.page": "view add change delete",
    },
    UserRole.ADMIN: {
        "people.user": "view add change",
        "articles.section": "view add change delete",
        "articles.event": "view",
    },
}


def install(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Make the groups, and give each exactly the permissions of the table."""
    groups = apps.get_model("auth", "Group").objects.using(using)
    for role, models in TABLE.items():
        group, _ = groups.get_or_create(name=role)
        group.permissions.set(_permissions(models, using))


def _permissions(models: dict[str, str], using: str) -> list[Any]:
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    wanted = {
        (model._meta.app_label, f"{verb}_{model._meta.model_name}")
        for label, verbs in models.items()
        for model in [apps.get_model(label)]
        for verb in verbs.split()
    }
    return [
        permission
        for permission in permissions.select_related("content_type")
        if (permission.content_type.app_label, permission.codename) in wanted
    ]
