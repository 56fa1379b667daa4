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


register_converter(TwoDigits, "dd")
register_converter(FourDigits, "yyyy")

urlpatterns = [
    path("", reader.home, name="home"),
    path("robots.txt", reader.robots, name="robots"),
    path("media/<str:name>", reader.media, name="media"),
    path("topics/<str:slug>/", reader.topic, name="topic"),
    path("people/<str:slug>/", reader.person, name="person"),
    path("organizations/<str:slug>/", reader.organization, name="organization"),
    path(
        "<slug:section>/<yyyy:year>/<dd:month>/<dd:day>/<str:slug>/", reader.article, name="article"
    ),
    path("<slug:slug>/", reader.section, name="section"),
]
