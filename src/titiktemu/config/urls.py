"""Every address of the site."""

from django.urls import include, path

from titiktemu.config.api import api
from titiktemu.web.views import errors

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("titiktemu.web.urls")),
]

handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
