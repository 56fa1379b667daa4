"""The WSGI application that a production server loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

application = get_wsgi_application()

# Only now: models can be imported when Django has been set up.
from newsroom.demo_accounts import refuse_in_public  # noqa: E402

refuse_in_public()
