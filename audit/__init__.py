"""What judges the readers' pages from outside, as browsers and machines do: `make audit`."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
