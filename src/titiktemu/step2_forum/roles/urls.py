"""Addresses of the role mirror: Indonesian words, because people read them aloud and write them down."""

from django.urls import path

from titiktemu.step2_forum.roles.views import answers, files, mirror, sides

app_name = "roles"
_ALL = "i/<slug:slug>/cermin-peran/"
_SIDE = f"{_ALL}sisi/<str:side>/"
urlpatterns = [
    path(_ALL, mirror.home, name="home"),
    path(f"{_ALL}sandingkan/", mirror.pairs, name="pairs"),
    path(f"{_ALL}tabel/", mirror.table, name="table"),
    path(f"{_ALL}tabel-peran.<str:form>", files.file, name="file"),
    path(f"{_ALL}lembar-kosong.<str:ending>", files.worksheet, name="worksheet"),
    path(_SIDE, sides.side_page, name="side"),
    path(f"{_SIDE}kertas/", sides.paper, name="paper"),
    path(f"{_SIDE}siap/", sides.ready, name="ready"),
    path(f"{_SIDE}<int:point>/", sides.point, name="point"),
    path(f"{_SIDE}<int:point>/jawab/", answers.answer, name="answer"),
]
