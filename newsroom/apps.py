from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig
from django.core import checks
from django.db.models.signals import post_migrate

from newsroom import roles
from newsroom.checks import check_corrections_email, check_mail, check_policies, check_search


class DeskConfig(AdminConfig):
    """The Django admin with our own site."""

    default_site = "newsroom.desk.DeskSite"


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = "Newsroom"

    def ready(self):
        # Like Django's own permissions: made after every migration, and after a test's flush.
        # Stories are the last of the parts that have models, so all permissions stand by then.
        stories = apps.get_app_config("articles")
        post_migrate.connect(roles.install, sender=stories, dispatch_uid="roles")
        checks.register(check_corrections_email)
        checks.register(check_mail)
        checks.register(check_policies)
        checks.register(check_search, checks.Tags.database)
