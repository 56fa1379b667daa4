from importlib import import_module

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate, pre_migrate

from articles import frozen


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Stories"

    def ready(self):
        # SQLite rebuilds tables on many ALTERs and loses or trips over their triggers, so they are
        # away while a migration runs and stand again after it.
        pre_migrate.connect(frozen.before_migrations, dispatch_uid="frozen")
        post_migrate.connect(frozen.after_migrations, dispatch_uid="frozen")
        for module in settings.DESK_CHECKS:
            import_module(module)
