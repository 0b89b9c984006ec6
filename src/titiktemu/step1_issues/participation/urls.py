"""Addresses of participation: Indonesian words, because people read them aloud and write them down."""

from django.urls import path

from titiktemu.step1_issues.participation.views import activities, draws, overview, speaking

app_name = "participation"
_ALL = "i/<slug:slug>/keikutsertaan/"
_ONE = f"{_ALL}kegiatan/<int:number>/"
_DRAW = f"{_ALL}undian/<int:number>/"
urlpatterns = [
    path(_ALL, overview.index, name="index"),
    path(f"{_ALL}sasaran/", overview.targets, name="targets"),
    path(f"{_ALL}pernyataan/", overview.statement, name="statement"),
    path(f"{_ALL}kegiatan/kumpulkan/", activities.gather, name="gather"),
    path(f"{_ALL}kegiatan/baru/", activities.create, name="create"),
    path(_ONE, activities.activity, name="activity"),
    path(f"{_ONE}ubah/", activities.edit, name="edit"),
    path(f"{_ONE}ambil/", activities.take_over, name="take_over"),
    path(f"{_ONE}bicara/", speaking.counting, name="counting"),
    path(f"{_ONE}bicara/kertas/", speaking.paper, name="turns"),
    path(f"{_ALL}undian/", draws.index, name="draws"),
    path(f"{_ALL}undian/baru/", draws.create, name="create_draw"),
    path(_DRAW, draws.draw, name="draw"),
    path(f"{_DRAW}terbitkan/", draws.publish, name="publish"),
    path(f"{_DRAW}benih/", draws.seed, name="seed"),
    path(f"{_DRAW}undian.json", draws.lottery, name="lottery"),
]
