from django.contrib import admin
from django.urls import include, path

from newsroom.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("desk/", admin.site.urls),
    path("", include("articles.urls")),
]

handler404 = "articles.views.answers.not_found"
handler500 = "articles.views.answers.failed"
