"""Addresses of evidence: Indonesian words, because people read them aloud and write them down."""

from django.urls import path

from titiktemu.step1_issues.evidence.views import (
    checks,
    coding,
    downloads,
    experts,
    groups,
    media,
    overview,
    topics,
)

app_name = "evidence"
_ALL = "i/<slug:slug>/bukti/"
_MEDIA = f"{_ALL}media/"
_EXPERTS = f"{_ALL}ahli/"
_GROUPS = f"{_ALL}kelompok/"
urlpatterns = [
    path(_ALL, overview.index, name="index"),
    path(f"{_ALL}unduh/<slug:kind>.<slug:ending>", downloads.download, name="download"),
    path(_MEDIA, media.sources, name="sources"),
    path(f"{_MEDIA}sumber/<int:number>/", media.switch, name="switch"),
    path(f"{_MEDIA}artikel/", media.articles, name="articles"),
    path(f"{_MEDIA}artikel/tambah/", media.add, name="add_articles"),
    path(f"{_MEDIA}artikel/<int:number>/", media.article, name="article"),
    path(f"{_MEDIA}topik/", topics.topics, name="topics"),
    path(f"{_MEDIA}topik/sampel/", checks.sample, name="sample"),
    path(f"{_MEDIA}topik/undi/", checks.draw, name="draw"),
    path(f"{_MEDIA}topik/<int:number>/", topics.topic, name="topic"),
    path(_GROUPS, groups.groups, name="groups"),
    path(f"{_GROUPS}baru/", groups.write, name="write_group"),
    path(f"{_GROUPS}kode/", coding.codes, name="codes"),
    path(f"{_GROUPS}<int:number>/", groups.group, name="group"),
    path(f"{_GROUPS}<int:number>/ubah/", groups.write, name="change_group"),
    path(f"{_GROUPS}<int:number>/kode/", coding.coding, name="coding"),
    path(f"{_GROUPS}<int:number>/rekaman/", groups.audio, name="audio"),
    path(_EXPERTS, experts.experts, name="experts"),
    path(f"{_EXPERTS}wawancara/", experts.write, name="write_interview"),
    path(f"{_EXPERTS}wawancara/<int:number>/", experts.interview, name="interview"),
    path(f"{_EXPERTS}wawancara/<int:number>/ubah/", experts.write, name="change_interview"),
    path(f"{_EXPERTS}pertanyaan/<int:number>/", experts.question, name="question"),
]
