"""Addresses of shared understanding: Indonesian words, because people read them aloud and write them down."""

from django.urls import path

from titiktemu.step2_forum.understanding.views import claims, papers, passages, votes

app_name = "understanding"
_ALL = "i/<slug:slug>/kesepahaman/"
_ONE = f"{_ALL}<int:passage>/"
urlpatterns = [
    path(_ALL, passages.index, name="index"),
    path(f"{_ALL}baru/", passages.add, name="add"),
    path(f"{_ALL}suara/", votes.rounds, name="votes"),
    path(f"{_ALL}suara/ulang/", votes.again, name="ask_again"),
    path(f"{_ALL}naskah/", papers.paper, name="paper"),
    path(f"{_ALL}berkas.<str:form>", papers.file, name="file"),
    path(_ONE, passages.passage, name="passage"),
    path(f"{_ONE}tulis/", passages.write, name="write"),
    path(f"{_ONE}versi/", passages.versions, name="versions"),
    path(f"{_ONE}klaim/", claims.add, name="add_claim"),
    path(f"{_ONE}klaim/<int:claim>/", claims.replace, name="claim"),
]
