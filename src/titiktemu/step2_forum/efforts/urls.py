"""Addresses of this room: Indonesian words, because people read them aloud and write them down."""

from django.urls import path

from titiktemu.step2_forum.efforts.views import efforts

app_name = "efforts"
_ALL = "i/<slug:slug>/upaya/"
urlpatterns = [
    path(_ALL, efforts.index, name="efforts"),
    path(f"{_ALL}baru/", efforts.create, name="create"),
    path(f"{_ALL}tabel/", efforts.table, name="table"),
    path(f"{_ALL}upaya.<str:ending>", efforts.file, name="file"),
    path(f"{_ALL}<int:effort>/", efforts.effort, name="effort"),
]
