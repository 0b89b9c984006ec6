"""Addresses of meetings: Indonesian words, because people read them on letters."""

from django.urls import path

from titiktemu.meetings.views import meetings

app_name = "meetings"
_ALL = "i/<slug:slug>/pertemuan/"
_ONE = f"{_ALL}<int:number>/"
urlpatterns = [
    path(_ALL, meetings.index, name="index"),
    path(f"{_ALL}baru/", meetings.create, name="create"),
    path(_ONE, meetings.home, name="home"),
    path(f"{_ONE}ubah/", meetings.edit, name="edit"),
    path(f"{_ONE}batal/", meetings.cancel, name="cancel"),
    path(f"{_ONE}selesai/", meetings.hold, name="hold"),
]
