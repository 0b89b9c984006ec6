"""Reading the tone of articles, in the worker alone: learnt from the sample, and tried on what is unseen."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.texts.classify import Unlearnable, cross_validated, learn
from titiktemu.analysis.texts.coding_check import FEW, TENTATIVE, check
from titiktemu.analysis.texts.words import read_texts
from titiktemu.step1_issues.evidence.models import Article
from titiktemu.step1_issues.evidence.queries.checks import Hands, alpha_of

LEAST_F1 = 0.6
TOO_FEW = gettext_noop("Tone is shown from {least} articles on that two people coded; there are {many}.")
ONE_TONE = gettext_noop("The coders gave one tone alone: there is nothing to learn from.")
PEOPLE_APART = gettext_noop(
    "The coders do not agree well enough on tone: alpha is {alpha}, and {least} is the least."
)
MACHINE_APART = gettext_noop(
    "The machine does not read tone as people do: alpha is {alpha} and macro-F1 {f1}; {least} and {least_f1}"
    " are the least."
)


@dataclass(frozen=True, slots=True)
class Tones:
    """The figures of the check, why tones are not shown (or nothing), and the tone of each article."""

    content: dict[str, Any]
    why: dict[str, Any] = field(default_factory=dict)
    tones: list[str] = field(default_factory=list)


def read_tones(hands: Hands, sample: Sequence[Article], articles: Sequence[Article]) -> Tones:
    """Try the machine on the sample by cross-validation; above the bar, read all articles.

    It learns from the coder who stands first. Alpha is over the machine and all coders, so that what people
    see differently counts against it.
    """
    content: dict[str, Any] = {"articles": len(sample), "coders": len(hands.tones)}
    people = alpha_of(hands.tones)
    content["people"] = asdict(people) if people else None
    if len(sample) < FEW:
        return Tones(content, _why(TOO_FEW, least=FEW, many=len(sample)))
    corpus = read_texts([f"{one.title}\n{one.text}" for one in sample])
    try:
        _truth, found = cross_validated(corpus, hands.tones[0])
    except Unlearnable:
        return Tones(content, _why(ONE_TONE))
    told = check(found, *hands.tones, seed=1)
    content["machine"] = asdict(told.alpha) if told.alpha else None
    content["macro_f1"] = asdict(told.scores.macro_f1)
    alpha = told.alpha.estimate if told.alpha else 0.0
    if people is None or people.estimate < TENTATIVE:
        of_people = people.estimate if people else 0.0
        return Tones(content, _why(PEOPLE_APART, alpha=of_people, least=TENTATIVE))
    f1 = told.scores.macro_f1.estimate
    if alpha < TENTATIVE or f1 < LEAST_F1:
        return Tones(content, _why(MACHINE_APART, alpha=alpha, f1=f1, least=TENTATIVE, least_f1=LEAST_F1))
    machine = learn(corpus, hands.tones[0])
    everything = read_texts([f"{one.title}\n{one.text}" for one in articles])
    return Tones(content, {}, machine.predict(everything))


def _why(template: str, **values: float) -> dict[str, Any]:
    return {"template": template, "values": values}
