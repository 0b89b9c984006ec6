"""Addresses of the catalogue: Indonesian words, because people read them aloud and write them down."""

from django.urls import path

from titiktemu.catalogue.views import (
    assets,
    datasets,
    decision,
    deliveries,
    protection,
    quality,
    releases,
    review,
    schema,
    sending,
)

app_name = "catalogue"
_ALL = "i/<slug:slug>/data/"
_ASSET = f"{_ALL}aset/<int:asset>/"
_ONE = f"{_ALL}<int:number>/"
_DELIVERY = f"{_ONE}kiriman/<int:delivery>/"
_RELEASE = f"{_ONE}rilis/<int:release>/"
urlpatterns = [
    path(_ALL, datasets.index, name="index"),
    path(f"{_ALL}baru/", datasets.create, name="create"),
    path(f"{_ALL}aset/baru/", assets.register, name="register_asset"),
    path(f"{_ALL}daftar-aset.<str:form>", assets.register_file, name="register_file"),
    path(_ASSET, assets.asset, name="asset"),
    path(f"{_ASSET}sampaikan/", assets.tell, name="tell_asset"),
    path(f"{_ASSET}ubah/", assets.change, name="edit_asset"),
    path(f"{_ASSET}tabel/", assets.add_table, name="add_table"),
    path(_ONE, datasets.dataset, name="dataset"),
    path(f"{_ONE}ubah/", datasets.edit, name="edit"),
    path(f"{_ONE}skema/", schema.schema, name="schema"),
    path(f"{_ONE}kirim/", sending.upload, name="upload"),
    path(f"{_ONE}kirim/mulai/", sending.begin, name="begin"),
    path(_DELIVERY, deliveries.delivery, name="delivery"),
    path(f"{_DELIVERY}bagian/", sending.part, name="part"),
    path(f"{_DELIVERY}selesai/", sending.finish, name="finish"),
    path(f"{_DELIVERY}kabar/", deliveries.news, name="news"),
    path(f"{_DELIVERY}baca-lagi/", deliveries.again, name="again"),
    path(f"{_DELIVERY}batal/", deliveries.cancel, name="cancel"),
    path(f"{_DELIVERY}buang/", deliveries.put_aside, name="discard"),
    path(f"{_DELIVERY}asli/", deliveries.original, name="original"),
    path(f"{_DELIVERY}periksa/", review.review, name="review"),
    path(f"{_DELIVERY}mutu/", quality.quality, name="quality"),
    path(f"{_DELIVERY}lindungi/", protection.protection, name="protection"),
    path(f"{_DELIVERY}putusan/", decision.decision, name="decision"),
    path(_RELEASE, releases.release, name="release"),
    path(f"{_RELEASE}beda/", releases.diff, name="diff"),
    path(f"{_RELEASE}tarik/", releases.take_back, name="withdraw"),
    path(f"{_RELEASE}<str:name>", releases.file, name="file"),
]
