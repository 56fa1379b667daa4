from functools import cached_property

from django.contrib.auth.models import AbstractUser

from people.user_roles import UserRole


class User(AbstractUser):
    """An account. What it may do with stories is said in `articles.workflow` alone."""

    class Meta(AbstractUser.Meta):
        ordering = ["username"]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles this user has, read once a request. An inactive user has none.

        A superuser has the admin's role and no other: running the accounts is no journalism.
        """
        if not self.is_active:
            return frozenset()
        held = set(self.groups.values_list("name", flat=True))
        if self.is_superuser:
            held.add(UserRole.ADMIN)
        return frozenset(held & set(UserRole))
