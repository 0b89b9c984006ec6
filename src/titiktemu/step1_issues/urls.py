"""Addresses of issues: Indonesian words, because people read them aloud and write them down."""

from django.urls import path

from titiktemu.step1_issues.views import (
    advanced,
    cards,
    evidence,
    linking,
    paper_ballots,
    polls,
    proposals,
    records,
    rounds,
    solutions,
    sorting,
)

app_name = "issues"
_ALL = "i/<slug:slug>/isu/"
_ONE = f"{_ALL}<int:number>/"
_SOLUTION = f"{_ONE}solusi/<int:solution>/"
_OBJECTION = f"{_ONE}keberatan/<int:objection>/"
_ROUND = f"{_ALL}putusan/<int:number>/"
_POLL = f"{_ALL}suara/<int:number>/"
urlpatterns = [
    path(_ALL, cards.index, name="index"),
    path(f"{_ALL}baru/", cards.create, name="create"),
    path(f"{_ALL}gabung/", sorting.merge, name="merge"),
    path(f"{_ALL}sektor/<slug:template>/", cards.sector, name="sector"),
    path(f"{_ALL}bukti/", evidence.grid, name="grid"),
    path(f"{_ALL}bukti/<slug:channel>/", evidence.channel, name="channel"),
    path(f"{_ALL}bukti/kaitkan/<slug:piece>/<int:row>/", linking.link_piece, name="link_piece"),
    path(f"{_ALL}putusan/", rounds.rounds, name="rounds"),
    path(f"{_ALL}lanjutan/", advanced.advanced, name="advanced"),
    path(f"{_ALL}lanjutan/kriteria/", advanced.add, name="add_criterion"),
    path(f"{_ALL}lanjutan/kriteria/<int:criterion>/", advanced.levels, name="levels"),
    path(f"{_ALL}lanjutan/bobot/", advanced.weights, name="weights"),
    path(f"{_ALL}suara/baru/", polls.create, name="create_poll"),
    path(f"{_ALL}suara/berkas/", polls.bring_in, name="import_poll"),
    path(_POLL, polls.poll, name="poll"),
    path(f"{_POLL}buka/", polls.begin, name="open_poll"),
    path(f"{_POLL}pilih/", polls.cast, name="cast"),
    path(f"{_POLL}kertas/", paper_ballots.type_in, name="type_ballots"),
    path(f"{_POLL}kertas/keluarkan/", paper_ballots.take_out, name="take_ballots_out"),
    path(f"{_POLL}tutup/", polls.close, name="close_poll"),
    path(f"{_POLL}pabulib/", polls.pabulib, name="pabulib"),
    path(_ONE, cards.card, name="card"),
    path(f"{_ONE}ubah/", cards.edit, name="edit"),
    path(f"{_ONE}pecah/", sorting.split, name="split"),
    path(f"{_ONE}urutkan/", sorting.sort, name="sort"),
    path(f"{_ONE}pilih/", sorting.choose, name="choose"),
    path(f"{_ONE}alasan/", cards.why, name="why"),
    path(f"{_ONE}data/", cards.name, name="name_data"),
    path(f"{_ONE}data/<int:data>/lepas/", cards.take_off, name="take_data_off"),
    path(f"{_ONE}solusi/", solutions.solutions, name="solutions"),
    path(f"{_ONE}solusi/hitung/", solutions.count, name="count_ratings"),
    path(f"{_SOLUTION}nilai/", solutions.rate, name="rate"),
    path(f"{_SOLUTION}data/", solutions.name, name="name_for_solution"),
    path(f"{_ONE}bukti/", evidence.evidence, name="evidence"),
    path(f"{_ONE}bukti/terkumpul/", evidence.link_gathered, name="link_gathered"),
    path(f"{_ONE}bukti/<int:link>/lepas/", evidence.unlink, name="unlink"),
    path(f"{_ONE}usulan/", proposals.proposal, name="proposal"),
    path(f"{_ONE}putaran/", proposals.prepare, name="prepare_round"),
    path(f"{_ONE}keberatan/", proposals.object_to, name="object"),
    path(f"{_OBJECTION}tarik/", proposals.withdraw, name="withdraw_objection"),
    path(f"{_OBJECTION}nasib/", proposals.settle, name="settle_objection"),
    path(_ROUND, rounds.found_round, name="round"),
    path(f"{_ROUND}aturan/", rounds.rule, name="rule"),
    path(f"{_ROUND}buka/", rounds.begin, name="begin"),
    path(f"{_ROUND}jawab/", rounds.answer, name="answer"),
    path(f"{_ROUND}kertas/", rounds.paper, name="paper"),
    path(f"{_ROUND}rehat/", rounds.pause, name="pause"),
    path(f"{_ROUND}tutup/", rounds.close, name="close_round"),
    path(f"{_ROUND}sikap/", rounds.speak, name="speak"),
    path(f"{_ROUND}berita-acara/", records.record, name="record"),
]
