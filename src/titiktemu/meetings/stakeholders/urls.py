"""Addresses of the stakeholder map: Indonesian words, because people read them aloud and write them down."""

from django.urls import path

from titiktemu.meetings.stakeholders.views import links, meeting, ratings, register, tables

app_name = "stakeholders"
_ALL = "i/<slug:slug>/pemangku/"
urlpatterns = [
    path(_ALL, register.index, name="index"),
    path(f"{_ALL}baru/", register.create, name="create"),
    path(f"{_ALL}tabel/", tables.table, name="table"),
    path(f"{_ALL}pengaruh/", ratings.ratings, name="ratings"),
    path(f"{_ALL}kaitan/", links.links, name="links"),
    path(f"{_ALL}kaitan/<int:link>/lepas/", links.unlink, name="unlink"),
    path(f"{_ALL}pertemuan/<int:number>/", meeting.meeting, name="meeting"),
    path(f"{_ALL}berkas.<str:form>", ratings.file, name="file"),
    path(f"{_ALL}<int:stakeholder>/", register.stakeholder, name="stakeholder"),
    path(f"{_ALL}<int:stakeholder>/nilai/", ratings.rate, name="rate"),
]
