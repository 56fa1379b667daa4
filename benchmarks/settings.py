"""The product's own settings, with one address more: a response that costs nothing to make."""

from newsroom.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
