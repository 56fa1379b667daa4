"""The readers' addresses. A section's front comes last: any single word might be one."""

from django.urls import path, register_converter

from articles.views import reader


class TwoDigits:
    """A month or a day, always with two digits, so that a story has one address."""

    regex = "[0-9]{2}"

    def to_python(self, value: str) -> str:
        return value

    to_url = to_python


class FourDigits(TwoDigits):
    regex = "[0-9]{4}"


class Word(TwoDigits):
    """A slug of any script. Nothing else reaches the database: PostgreSQL fails at a NUL."""

    regex = r"[-\w]+"


class FileName(TwoDigits):
    """What `people.pictures` makes of a picture's content."""

    regex = r"[0-9a-f]+\.[a-z]+"


register_converter(TwoDigits, "dd")
register_converter(FourDigits, "yyyy")
register_converter(Word, "word")
register_converter(FileName, "file")

urlpatterns = [
    path("", reader.home, name="home"),
    path("robots.txt", reader.robots, name="robots"),
    path("media/<file:name>", reader.media, name="media"),
    path("topics/<word:slug>/", reader.topic, name="topic"),
    path("people/<word:slug>/", reader.person, name="person"),
    path("organizations/<word:slug>/", reader.organization, name="organization"),
    path(
        "<slug:section>/<yyyy:year>/<dd:month>/<dd:day>/<word:slug>/",
        reader.article,
        name="article",
    ),
    path("<slug:slug>/", reader.section, name="section"),
]
