"""Every address of the site."""

from django.urls import include, path

from titiktemu.config.api import api
from titiktemu.web.views import errors, sign_in

urlpatterns = [
    path("api/v1/", api.urls),
    # The same pages under the names by which allauth looks for them.
    path("masuk/", sign_in.SignInView.as_view(), name="account_login"),
    path("masuk/", sign_in.SignInView.as_view(), name="account_request_login_code"),
    path("masuk/kode/", sign_in.ConfirmCodeView.as_view(), name="account_confirm_login_code"),
    path("", include("titiktemu.web.urls")),
    path("", include("titiktemu.consultation.urls")),
    path("", include("titiktemu.catalogue.urls")),
    path("", include("titiktemu.documents.urls")),
    path("", include("titiktemu.questionnaires.urls")),
    path("", include("titiktemu.meetings.urls")),
    path("", include("titiktemu.meetings.stakeholders.urls")),
    path("", include("titiktemu.step1_issues.urls")),
    path("", include("titiktemu.step1_issues.participation.urls")),
    path("", include("titiktemu.step1_issues.evidence.urls")),
    path("", include("titiktemu.step2_forum.maps.urls")),
    path("", include("titiktemu.step2_forum.efforts.urls")),
    path("", include("titiktemu.step2_forum.understanding.urls")),
    path("", include("titiktemu.step2_forum.roles.urls")),
    path("", include("titiktemu.step2_forum.needs.urls")),
    path("", include("titiktemu.step3_team.urls")),
]

handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
