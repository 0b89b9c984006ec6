"""Addresses of causal maps: Indonesian words, because people read them aloud and write them down."""

from django.urls import path

from titiktemu.step2_forum.maps.views import cards, files, joint, overview, sides

app_name = "maps"
_ALL = "i/<slug:slug>/peta-sebab/"
_ONE = f"{_ALL}<int:number>/"
_SIDE = f"{_ONE}sisi/<str:side>/"
urlpatterns = [
    path(_ALL, overview.index, name="index"),
    path(f"{_ALL}baru/", overview.create, name="create"),
    path(_ONE, overview.home, name="home"),
    path(f"{_ONE}pengaruh/", overview.influences, name="influence"),
    path(f"{_ONE}layar/", overview.stage, name="stage"),
    path(f"{_ONE}padankan/", joint.align, name="align"),
    path(f"{_ONE}mulai/", joint.begin, name="begin"),
    path(f"{_ONE}tutup/", joint.close, name="close"),
    path(f"{_ONE}tambah/", joint.add, name="add"),
    path(f"{_ONE}bahas/<int:link>/", joint.settle, name="settle"),
    path(_SIDE, sides.side_map, name="side"),
    path(f"{_SIDE}kertas/", sides.paper, name="paper"),
    path(f"{_SIDE}mengapa/", sides.why, name="why"),
    path(f"{_SIDE}siap/", sides.ready, name="ready"),
    path(f"{_ONE}kartu/<int:card>/", cards.card, name="card"),
    path(f"{_ONE}kaitan/<int:link>/", cards.link, name="link"),
    path(f"{_ONE}berkas/<str:side>.<str:form>", files.file, name="file"),
]
