"""Who took part in which action: on which days; how long, nobody noted."""

from django.utils.translation import gettext_lazy as _

from essaim.kernel.offering.attendances import Attendances, TimeAsked, TimeGiven
from essaim.network.queries.clusters import named_people, root_key_of
from essaim.programme.models import Action, ActionPerson
from essaim.programme.queries.keepers import kept_elsewhere


def people_in_actions(asked: TimeAsked) -> list[TimeGiven]:
    """Of actions that were held and that the reader sees. Three queries, and one a keeper.

    Under a label of their own somebody is named to themselves alone; actions of which another room
    keeps the page are told there, with their hours.
    """
    actions = (
        Action.objects.visible_to(asked.acting).that_took_place().begun_in(asked.first, asked.last)
    )
    alone = actions.exclude(pk__in=kept_elsewhere(actions))
    links = ActionPerson.objects.filter(action__in=alone).annotate(who=root_key_of("person"))
    if asked.people is not None:
        links = links.filter(who__in=asked.people)
    links = links.select_related("action").order_by("action__starts_on", "pk")
    named = named_people(asked.acting, {link.who for link in links})
    themselves = asked.acting.keys_of("person")
    return [
        TimeGiven(
            day=link.action.starts_on,
            label=link.action.title,
            url=link.action.get_absolute_url(),
            minutes=None,
            precision=link.action.precision,
            person=link.who if link.who in (themselves if link.label else named) else None,
        )
        for link in links
    ]


ATTENDANCES = (Attendances("actions", _("Actions"), people_in_actions),)
