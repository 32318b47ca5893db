"""Building the demonstration whole, or not at all."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from essaim.accounts.actions import acting_command
from essaim.accounts.enums import ActorKind
from essaim.accounts.models import Actor, User
from essaim.journal.telling import told_together
from essaim.portal.demo.asking import add_questions
from essaim.portal.demo.assemblies import add_assemblies
from essaim.portal.demo.deeds import add_actions
from essaim.portal.demo.figures import add_figures
from essaim.portal.demo.plan import add_plan
from essaim.portal.demo.remarks import add_remarks
from essaim.portal.demo.roster import add_organisations, add_people
from essaim.portal.demo.source import Built, read
from essaim.portal.demo.telling import judge_the_year, open_the_report
from essaim.search.indexing import follow_journal

#: The command as the journal knows it.
NAME = "demo"


@transaction.atomic
def build_demo() -> None:
    """Write the demonstration year, always the same, in the language of its data."""
    with override(settings.LANGUAGE_CODE), told_together():
        built = Built(by=acting_command(NAME))
        add_organisations(built)
        add_people(built)
        add_plan(built)
        add_assemblies(built)
        add_actions(built)
        add_questions(built)
        add_figures(built)
        judge_the_year(built)
        add_remarks(built, open_the_report(built))
    follow_journal()


def is_built() -> bool:
    """Whether the demonstration was written here, whatever was done to it since."""
    return Actor.objects.filter(kind=ActorKind.COMMAND, label=NAME).exists()


def demo_people() -> list[tuple[str, User]]:
    """Who one may be, in the order of the data, each with a label in its language."""
    accounts = {user.email: user for user in User.objects.all()}
    rows = read("people")["accounts"]
    return [(row["label"], accounts[row["email"]]) for row in rows if row["email"] in accounts]
