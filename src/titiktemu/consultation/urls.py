"""Addresses of consultations: Indonesian words, because people read them on posters."""

from django.urls import path

from titiktemu.consultation.views import (
    consultations,
    exports,
    mine,
    reshaping,
    results,
    room,
    sending,
    sheets,
    statements,
    voting,
)

app_name = "consultation"
_ONE = "i/<slug:slug>/konsultasi/<int:number>/"
urlpatterns = [
    path("g/<str:join_code>/", voting.join, name="join"),
    path("g/<str:join_code>/kabar/", room.news_by_code, name="news_by_code"),
    path("i/<slug:slug>/konsultasi/", consultations.index, name="index"),
    path("i/<slug:slug>/konsultasi/baru/", consultations.create, name="create"),
    path("i/<slug:slug>/konsultasi/umpan.atom", exports.feed, name="feed"),
    path(_ONE, consultations.home, name="home"),
    path(f"{_ONE}ubah/", consultations.edit, name="edit"),
    path(f"{_ONE}buka/", consultations.open_voting, name="open"),
    path(f"{_ONE}tutup/", consultations.close_voting, name="close"),
    path(f"{_ONE}hitung-ulang/", consultations.recount, name="recount"),
    path(f"{_ONE}poster/", consultations.poster, name="poster"),
    path(f"{_ONE}layar/", room.stage, name="stage"),
    path(f"{_ONE}kendali/", room.console, name="console"),
    path(f"{_ONE}kabar/", room.news, name="news"),
    path(f"{_ONE}lembar/", sheets.index, name="sheets"),
    path(f"{_ONE}lembar/cetak/", sheets.print_sheets, name="print_sheets"),
    path(f"{_ONE}lembar/<int:sheet>/", sheets.typing, name="type_sheet"),
    path(f"{_ONE}suara/", voting.vote, name="vote"),
    path(f"{_ONE}suara/bekal/", sending.supplies, name="supplies"),
    path(f"{_ONE}suara/kiriman/", sending.send, name="send"),
    path(f"{_ONE}pernyataan/", statements.index, name="statements"),
    path(f"{_ONE}pernyataan/baru/", statements.add, name="add_statement"),
    path(f"{_ONE}pernyataan/mirip/", reshaping.similar, name="similar"),
    path(f"{_ONE}pernyataan/tempel/", reshaping.paste, name="paste"),
    path(f"{_ONE}pernyataan/gabung/", reshaping.merge, name="merge"),
    path(f"{_ONE}pernyataan/<int:statement>/pisah/", reshaping.split, name="split"),
    path(f"{_ONE}moderasi.csv", reshaping.log_csv, name="log_csv"),
    path(f"{_ONE}moderasi/", statements.moderation, name="moderation"),
    path(f"{_ONE}moderasi/<int:statement>/", statements.decide, name="moderate"),
    path(f"{_ONE}hasil/", results.results, name="results"),
    path(f"{_ONE}hasil.xlsx", exports.results_xlsx, name="results_xlsx"),
    path(f"{_ONE}suara.zip", exports.votes_zip, name="votes_zip"),
    path(f"{_ONE}gambar/<str:name>.<str:kind>", exports.picture, name="picture"),
    path(f"{_ONE}saya/", mine.mine, name="mine"),
    path(f"{_ONE}hasil.csv", results.results_csv, name="results_csv"),
    path(f"{_ONE}hasil.json", results.results_json, name="results_json"),
    path(f"{_ONE}peta/", results.opinion_map, name="map"),
]
