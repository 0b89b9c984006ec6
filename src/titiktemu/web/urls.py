"""Addresses of the pages of no single step."""

from django.urls import path
from django.views.i18n import set_language

from titiktemu.web.views import home, initiatives, site

app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("bahasa/", set_language, name="set_language"),
    path("tampilan/", site.theme, name="theme"),
    path("tentang/", site.about, name="about"),
    path("privasi/", site.privacy, name="privacy"),
    path("contoh-tampilan/", site.catalogue, name="catalogue"),
    path("inisiatif-baru/", initiatives.create, name="create_initiative"),
    path("i/<slug:slug>/", initiatives.overview, name="initiative"),
    path("i/<slug:slug>/ubah/", initiatives.edit, name="edit_initiative"),
    path("i/<slug:slug>/langkah/<int:number>/", initiatives.step, name="step"),
]
