"""Addresses of the role mirror: Indonesian words, because people read them aloud and write them down."""

app_name = "roles"
urlpatterns: list[object] = []
