"""Addresses of issues: Indonesian words, because people read them aloud and write them down."""

from django.urls import path

from titiktemu.step1_issues.views import cards, sorting

app_name = "issues"
_ALL = "i/<slug:slug>/isu/"
_ONE = f"{_ALL}<int:number>/"
urlpatterns = [
    path(_ALL, cards.index, name="index"),
    path(f"{_ALL}baru/", cards.create, name="create"),
    path(f"{_ALL}gabung/", sorting.merge, name="merge"),
    path(f"{_ALL}sektor/<slug:template>/", cards.sector, name="sector"),
    path(_ONE, cards.card, name="card"),
    path(f"{_ONE}ubah/", cards.edit, name="edit"),
    path(f"{_ONE}pecah/", sorting.split, name="split"),
    path(f"{_ONE}urutkan/", sorting.sort, name="sort"),
    path(f"{_ONE}pilih/", sorting.choose, name="choose"),
    path(f"{_ONE}alasan/", cards.why, name="why"),
    path(f"{_ONE}data/", cards.name, name="name_data"),
    path(f"{_ONE}data/<int:data>/lepas/", cards.take_off, name="take_data_off"),
]
