"""Addresses of the pages of no single step."""

from django.urls import path
from django.views.i18n import set_language

from titiktemu.web.views import audit, demo, home, initiatives, joining, published, rosters, sign_in, site

app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("bahasa/", set_language, name="set_language"),
    path("tampilan/", site.theme, name="theme"),
    path("tentang/", site.about, name="about"),
    path("privasi/", site.privacy, name="privacy"),
    path("pekerja.js", site.service_worker, name="service_worker"),
    path("contoh-tampilan/", site.catalogue, name="catalogue"),
    path("inisiatif-baru/", initiatives.create, name="create_initiative"),
    path("masuk/", sign_in.SignInView.as_view(), name="sign_in"),
    path("masuk/kode/", sign_in.ConfirmCodeView.as_view(), name="confirm_code"),
    path("keluar/", sign_in.sign_out, name="sign_out"),
    path("gabung/", joining.join, name="join"),
    path("kembali/", joining.way_back, name="way_back"),
    path("k/<str:code>/", joining.slip, name="slip"),
    path("i/<slug:slug>/", initiatives.overview, name="initiative"),
    path("i/<slug:slug>/ubah/", initiatives.edit, name="edit_initiative"),
    path("i/<slug:slug>/langkah/<int:number>/", initiatives.step, name="step"),
    path("i/<slug:slug>/catatan/", audit.index, name="audit"),
    path("i/<slug:slug>/pihak/", rosters.index, name="rosters"),
    path("i/<slug:slug>/pihak/pendamping/", rosters.appoint, name="appoint"),
    path("i/<slug:slug>/pihak/orang/<int:place>/", rosters.person, name="roster_person"),
    path("i/<slug:slug>/pihak/orang/<int:place>/ragukan/", rosters.contest, name="contest_person"),
    path("i/<slug:slug>/pihak/orang/<int:place>/serahkan/", rosters.hand_over, name="hand_over"),
    path("i/<slug:slug>/pihak/orang/<int:place>/kode/", rosters.renew, name="renew_code"),
    path("i/<slug:slug>/pihak/orang/<int:place>/cabut/", rosters.revoke, name="revoke_person"),
    path("i/<slug:slug>/pihak/orang/<int:place>/hapus/", rosters.forget, name="forget_person"),
    path("i/<slug:slug>/pihak/keraguan/<int:contest>/tarik/", rosters.withdraw, name="withdraw_contest"),
    path("i/<slug:slug>/pihak/keraguan/<int:contest>/putuskan/", rosters.settle, name="settle_contest"),
    path("i/<slug:slug>/pihak/<str:side>/tambah/", rosters.add_person, name="add_person"),
    path("i/<slug:slug>/pihak/<str:side>/sahkan/", rosters.confirm, name="confirm_roster"),
    path("i/<slug:slug>/pihak/<str:side>/slip/", rosters.slips, name="slips"),
    path("demo/peran/", demo.roles, name="demo_roles"),
    path("demo/ambil/", published.import_published, name="import_published"),
]
