"""What is kept."""

from titiktemu.step3_team.models.mandates import Mandate
from titiktemu.step3_team.models.statements import Signature, Statement
from titiktemu.step3_team.models.teams import Member, Skill, Team

__all__ = ["Mandate", "Member", "Signature", "Skill", "Statement", "Team"]
