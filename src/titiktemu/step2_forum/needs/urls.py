"""Addresses of data needs: Indonesian words, because people read them aloud and write them down."""

from django.urls import path

from titiktemu.step2_forum.needs.views import files, needs, opening

app_name = "needs"
_ALL = "i/<slug:slug>/kebutuhan-data/"
_ONE = f"{_ALL}<int:need>/"
urlpatterns = [
    path(_ALL, needs.index, name="index"),
    path(f"{_ALL}tanya/", needs.ask, name="ask"),
    path(f"{_ALL}tanya/<int:question>/", needs.carry, name="carry"),
    path(f"{_ALL}nilai/", opening.boards, name="boards"),
    path(f"{_ALL}nilai/<int:asset>/", opening.rate, name="rate"),
    path(f"{_ALL}urutan/", opening.order, name="order"),
    path(f"{_ALL}urutan/<int:version>/setuju/", opening.approve, name="approve"),
    path(f"{_ALL}berkas.<str:form>", files.file, name="file"),
    path(_ONE, needs.need, name="need"),
]
