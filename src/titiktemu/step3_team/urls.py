"""Addresses of teams and of the leaders' commitment: Indonesian words, because people read them aloud."""

from django.urls import path

from titiktemu.step3_team.views import members, statements, teams

app_name = "team"
_ALL = "i/<slug:slug>/tim/"
_ONE = f"{_ALL}<int:number>/"
_MEMBER = f"{_ONE}anggota/<int:member>/"
_COMMITMENT = "i/<slug:slug>/komitmen/"
urlpatterns = [
    path(_ALL, teams.index, name="index"),
    path(f"{_ALL}baru/", teams.create, name="create"),
    path(_ONE, teams.team, name="team"),
    path(f"{_ONE}ubah/", teams.edit, name="edit"),
    path(f"{_ONE}calonkan/", members.propose, name="nominate"),
    path(f"{_ONE}dokumen/<str:document>/", teams.paper, name="paper"),
    path(_MEMBER, members.member, name="member"),
    path(f"{_MEMBER}mandat/", members.mandate, name="mandate"),
    path(f"{_MEMBER}serah-terima/", members.hand_over, name="hand_over"),
    path(_COMMITMENT, statements.commitment, name="commitment"),
    path(f"{_COMMITMENT}tulis/", statements.write, name="write"),
    path(f"{_COMMITMENT}buka/", statements.begin, name="begin"),
    path(f"{_COMMITMENT}tanda-tangan/", statements.sign, name="sign"),
    path(f"{_COMMITMENT}lembar/", statements.sheet, name="sheet"),
    path(f"{_COMMITMENT}tinjauan.ics", statements.review, name="review"),
]
