"""Countries by their code of two letters (ISO 3166-1 alpha-2), with English names. Pure, no ORM."""

from functools import cache

import pycountry

PATTERN = r"^([A-Z]{2})?$"


def name_of(code: str) -> str:
    """Return what a country is called; a code that the standard has given up stands for itself."""
    return _names().get(code, code)


def choices() -> list[tuple[str, str]]:
    """Return code and name of every country, by name."""
    return sorted(_names().items(), key=lambda country: country[1])


@cache
def _names() -> dict[str, str]:
    """The name in common use, where the standard has one: “Iran”, not “Iran, Islamic Republic of”.

    The library carries the data of Debian's `iso-codes`.
    """
    return {
        country.alpha_2: getattr(country, "common_name", country.name)
        for country in pycountry.countries
    }
