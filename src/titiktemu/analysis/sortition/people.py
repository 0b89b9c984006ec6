"""Who volunteered, what a panel must look like, and people who are alike in everything that counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from titiktemu.analysis.marking import gettext_noop

UNLISTED = gettext_noop(
    "“{value}” stands under {feature} for {count} people, the first of them {person}, "
    "and the quotas do not name it."
)
TWICE = gettext_noop("The person {person} is there twice.")
NOT_ASKED = gettext_noop("The quotas name {feature}, and nothing is known of it for {person}.")
QUOTA_TWICE = gettext_noop("The quota of {feature} “{value}” is there twice.")
UPSIDE_DOWN = gettext_noop("Of {feature} “{value}” at least {least} and at most {most} are wanted.")
NO_QUOTAS = gettext_noop("There is not a single quota.")
NOBODY = gettext_noop("There is nobody to be drawn.")


class Refused(Exception):
    """No panel can be drawn. ``template`` is one English sentence, the key of its translation."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template, self.values = template, values


@dataclass(frozen=True, slots=True)
class Quota:
    """How many of the panel may have one value of one feature, ends included."""

    feature: str
    value: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who volunteered.

    Attributes
    ----------
    id : str
        Unique.
    features : mapping of str to str
        A value for each feature that the quotas name; others are passed over.
    household : str
        People of one household never sit on a panel together; "" for somebody alone.
    """

    id: str
    features: Mapping[str, str]
    household: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """People with the same features, whose households are made up alike: their chances are equal.

    Attributes
    ----------
    values : tuple of str
        One for each feature of the pool.
    circle : int
        Kinds of the same households have the same number.
    households : tuple of tuple of str
        The people of the kind in each household of the circle, in the order that all kinds of it share.
    """

    values: tuple[str, ...]
    circle: int
    households: tuple[tuple[str, ...], ...]

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody of the kind."""
        return tuple(one for household in self.households for one in household)


@dataclass(frozen=True, slots=True)
class Pool:
    """All volunteers by kind, and the quotas, in an order that does not depend on that of the files."""

    features: tuple[str, ...]
    quotas: tuple[Quota, ...]
    kinds: tuple[Kind, ...]
    size: int


def gather(people: Sequence[Person], quotas: Sequence[Quota], size: int) -> Pool:
    """Put people who are alike together.

    Merging leaves the fairest chances as they are: a lottery stays as good when people who are alike in
    every quota change places.

    Parameters
    ----------
    people : sequence of Person
    quotas : sequence of Quota
        Every value that somebody has must be named.
    size : int
        Seats of the panel.

    Raises
    ------
    Refused
        With a sentence, where people or quotas contradict themselves.

    Examples
    --------
    >>> two = [Quota("sex", "f", 1, 1), Quota("sex", "m", 1, 1)]
    >>> three = [Person("a", {"sex": "f"}), Person("b", {"sex": "m"}), Person("c", {"sex": "f"})]
    >>> pool = gather(three, two, 2)
    >>> [kind.people for kind in pool.kinds]
    [('a', 'c'), ('b',)]
    """
    _check_quotas(quotas)
    features = tuple(sorted({quota.feature for quota in quotas}))
    _check_people(people, features, {(quota.feature, quota.value) for quota in quotas})
    at_home: dict[tuple[str, str], list[Person]] = defaultdict(list)
    for one in sorted(people, key=lambda person: person.id):
        at_home[("together", one.household) if one.household else ("alone", one.id)].append(one)
    circles: dict[tuple[tuple[str, ...], ...], list[list[Person]]] = defaultdict(list)
    for household in at_home.values():
        circles[tuple(sorted(_values(one, features) for one in household))].append(household)
    kinds = []
    for number, (made_up, households) in enumerate(sorted(circles.items())):
        for values in sorted(set(made_up)):
            members = [
                tuple(one.id for one in household if _values(one, features) == values)
                for household in households
            ]
            kinds.append(Kind(values, number, tuple(members)))
    ordered = tuple(sorted(quotas, key=lambda quota: (quota.feature, quota.value)))
    return Pool(features, ordered, tuple(kinds), size)


def _values(person: Person, features: Sequence[str]) -> tuple[str, ...]:
    return tuple(person.features[feature] for feature in features)


def _check_quotas(quotas: Sequence[Quota]) -> None:
    if not quotas:
        raise Refused(NO_QUOTAS)
    many = Counter((quota.feature, quota.value) for quota in quotas)
    for quota in quotas:
        if many[quota.feature, quota.value] > 1:
            raise Refused(QUOTA_TWICE, feature=quota.feature, value=quota.value)
        if not 0 <= quota.least <= quota.most:
            raise Refused(
                UPSIDE_DOWN, feature=quota.feature, value=quota.value, least=quota.least, most=quota.most
            )


def _check_people(people: Sequence[Person], features: Sequence[str], named: set[tuple[str, str]]) -> None:
    if not people:
        raise Refused(NOBODY)
    for person, many in Counter(one.id for one in people).items():
        if many > 1:
            raise Refused(TWICE, person=person)
    for feature in features:
        for one in people:
            if not one.features.get(feature):
                raise Refused(NOT_ASKED, feature=feature, person=one.id)
        strange = [one for one in people if (feature, one.features[feature]) not in named]
        if strange:
            value = strange[0].features[feature]
            count = sum(one.features[feature] == value for one in strange)
            raise Refused(UNLISTED, value=value, feature=feature, count=count, person=strange[0].id)
