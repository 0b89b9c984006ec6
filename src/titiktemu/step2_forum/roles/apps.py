"""The role mirror: what each side does, and what the other believes that it does, can and may not do."""

from django.apps import AppConfig


class RolesConfig(AppConfig):
    """Points that each side writes apart, the answers to them, and the table of roles."""

    name = "titiktemu.step2_forum.roles"
    label = "roles"
