"""Addresses of meetings: Indonesian words, because people read them on letters."""

from django.urls import path

from titiktemu.meetings.views import (
    agenda,
    answering,
    attending,
    door,
    files,
    inviting,
    letters,
    meetings,
    minutes,
    photos,
    reaching,
    running,
)

app_name = "meetings"
_ALL = "i/<slug:slug>/pertemuan/"
_ONE = f"{_ALL}<int:number>/"
urlpatterns = [
    path("u/<str:token>/", answering.answer, name="answer"),
    path("u/<str:token>/hadir/", answering.arrive, name="arrive"),
    path("u/<str:token>/foto/", photos.own_photos, name="own_photos"),
    path("u/<str:token>/foto/<int:photo>-<slug:size>.jpg", photos.own_photo_file, name="own_photo_file"),
    path("u/<str:token>/acara.ics", answering.answer_ics, name="answer_ics"),
    path("hadir/", door.enter, name="enter"),
    path("hadir/<str:door_code>/", door.door, name="door"),
    path(_ALL, meetings.index, name="index"),
    path(f"{_ALL}kalender.ics", files.feed, name="feed"),
    path(f"{_ALL}kalender/", reaching.calendar, name="calendar"),
    path("kalender/<str:feed>.ics", reaching.own_feed, name="own_feed"),
    path(f"{_ALL}baru/", meetings.create, name="create"),
    path(_ONE, meetings.home, name="home"),
    path(f"{_ONE}acara.ics", files.meeting_ics, name="ics"),
    path(f"{_ONE}ubah/", meetings.edit, name="edit"),
    path(f"{_ONE}batal/", meetings.cancel, name="cancel"),
    path(f"{_ONE}selesai/", meetings.hold, name="hold"),
    path(f"{_ONE}undangan/", inviting.people, name="people"),
    path(f"{_ONE}undangan/<int:invitation>/", inviting.invitation, name="invitation"),
    path(f"{_ONE}undangan/<int:invitation>/surat/", letters.invitation_letter, name="invitation_letter"),
    path(f"{_ONE}undangan/<int:invitation>/tugas/", letters.assignment_letter, name="assignment_letter"),
    path(f"{_ONE}susunan/", inviting.makeup, name="makeup"),
    path(f"{_ONE}kehadiran/", attending.attendance, name="attendance"),
    path(f"{_ONE}meja/", attending.desk, name="desk"),
    path(f"{_ONE}daftar-hadir/", attending.printed_list, name="printed_list"),
    path(f"{_ONE}daftar-hadir.pdf", letters.list_pdf, name="list_pdf"),
    path(f"{_ONE}acara/", agenda.agenda, name="agenda"),
    path(f"{_ONE}acara/mandat/", agenda.mandate, name="mandate"),
    path(f"{_ONE}acara/<int:item>/", agenda.item, name="item"),
    path(f"{_ONE}bahan.pdf", agenda.pack, name="pack"),
    path(f"{_ONE}layar/", running.stage, name="stage"),
    path(f"{_ONE}kendali/", running.console, name="console"),
    path(f"{_ONE}notulen/", minutes.minutes, name="minutes"),
    path(f"{_ONE}notulen/<int:passage>/", minutes.passage, name="passage"),
    path(f"{_ONE}foto/", photos.photos, name="photos"),
    path(f"{_ONE}foto/<int:photo>/", photos.photo, name="photo"),
    path(f"{_ONE}foto/<int:photo>-<slug:size>.jpg", photos.photo_file, name="photo_file"),
    path(f"{_ONE}pengingat/", reaching.reminders, name="reminders"),
    path(f"{_ONE}serahkan/", reaching.hand_over, name="hand_over"),
    path(f"{_ONE}kode/", attending.sheet, name="sheet"),
]
