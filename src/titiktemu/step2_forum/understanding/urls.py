"""Addresses of shared understanding: Indonesian words, because people read them aloud and write them down."""

from django.urls import path

from titiktemu.step2_forum.understanding.views import papers, votes

app_name = "understanding"
_ALL = "i/<slug:slug>/kesepahaman/"
_ONE = f"{_ALL}<int:passage>/"
urlpatterns = [
    path(_ALL, votes.votes, name="index"),
    path(f"{_ALL}baru/", votes.votes, name="add"),
    path(f"{_ALL}suara/", votes.votes, name="votes"),
    path(f"{_ALL}suara/ulang/", votes.again, name="ask_again"),
    path(f"{_ALL}naskah/", papers.paper, name="paper"),
    path(f"{_ALL}berkas.<str:form>", papers.file, name="file"),
    path(_ONE, votes.votes, name="passage"),
]
