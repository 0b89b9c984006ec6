"""Addresses of questionnaires: Indonesian words, because people read them on paper."""

from django.urls import path

from titiktemu.questionnaires.views import (
    answering,
    imports,
    questionnaires,
    responses,
    results,
    whole,
    writing,
)

app_name = "questionnaires"
_ALL = "i/<slug:slug>/kuesioner/"
_ONE = f"{_ALL}<int:number>/"
urlpatterns = [
    path("t/<str:code>/", answering.link, name="link"),
    path(_ALL, questionnaires.index, name="index"),
    path(f"{_ALL}baru/", questionnaires.create, name="create"),
    path(f"{_ALL}contoh.xlsx", questionnaires.example, name="example"),
    path(_ONE, questionnaires.home, name="home"),
    path(f"{_ONE}ubah/", questionnaires.edit, name="edit"),
    path(f"{_ONE}pertanyaan/", questionnaires.write, name="write"),
    path(f"{_ONE}susun/", writing.questions, name="questions"),
    path(f"{_ONE}susun/baru/", writing.add, name="add_question"),
    path(f"{_ONE}susun/<str:name>/", writing.change, name="change_question"),
    path(f"{_ONE}formulir.xlsx", questionnaires.workbook, name="workbook"),
    path(f"{_ONE}cetak/", whole.paper, name="paper"),
    path(f"{_ONE}buka/", questionnaires.open_now, name="open"),
    path(f"{_ONE}tutup/", questionnaires.close_now, name="close"),
    path(f"{_ONE}gelombang/", questionnaires.another_wave, name="add_wave"),
    path(f"{_ONE}isi/", answering.answer, name="answer"),
    path(f"{_ONE}luring/", whole.offline, name="offline"),
    path(f"{_ONE}luring/tanda/", whole.token, name="token"),
    path(f"{_ONE}luring/kiriman/", whole.send, name="send"),
    path(f"{_ONE}ketik/", whole.typing, name="typing"),
    path(f"{_ONE}jawaban/", responses.responses, name="responses"),
    path(f"{_ONE}jawaban/<uuid:key>/", responses.response, name="response"),
    path(f"{_ONE}jawaban/<uuid:key>/keluarkan/", responses.remove, name="remove"),
    path(f"{_ONE}data.csv", responses.data_csv, name="data_csv"),
    path(f"{_ONE}data.xlsx", responses.data_xlsx, name="data_xlsx"),
    path(f"{_ONE}impor/", imports.imports, name="imports"),
    path(f"{_ONE}impor/<int:brought>/", imports.one, name="import"),
    path(f"{_ONE}impor/<int:brought>/batalkan/", imports.take_back, name="take_back"),
    path(f"{_ONE}bobot/", results.weighing, name="weighing"),
    path(f"{_ONE}hasil/", results.results, name="results"),
    path(f"{_ONE}hasil.csv", results.figures_csv, name="figures_csv"),
]
