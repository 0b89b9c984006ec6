"""Addresses of papers."""

from django.urls import path

from titiktemu.documents.views import papers, signing

app_name = "documents"
_ALL = "i/<slug:slug>/dokumen/"
_ONE = f"{_ALL}<int:paper>/"
_COPY = f"{_ONE}salinan/<int:copy>/"
urlpatterns = [
    path(_ALL, papers.index, name="index"),
    path(f"{_ALL}nomor/", papers.numbering, name="numbering"),
    path(_ONE, papers.paper, name="paper"),
    path(f"{_ONE}unduh/<str:language>/<str:form>/", papers.download, name="download"),
    path(f"{_ONE}tampil/", papers.visibility, name="visibility"),
    path(f"{_ONE}salinan/", signing.add_copy, name="add_copy"),
    path(_COPY, signing.copy, name="copy"),
    path(f"{_COPY}tarik/", signing.withdraw_copy, name="withdraw_copy"),
]
