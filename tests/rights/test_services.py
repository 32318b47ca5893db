"""Accounts, files, imports, mails, personal data: who may do what."""

from typing import Any

import pytest

from essaim.comments.actions import add_comment
from essaim.exchange.models import Run
from essaim.files.models import StoredFile
from essaim.kernel.acting import Acting
from tests.factories.accounts import coordinator
from tests.factories.files import make_file
from tests.factories.post import make_link
from tests.factories.programme import make_action
from tests.rights.people import Network
from tests.rights.table import disagreements, rules_of_room

pytestmark = pytest.mark.django_db

ACCOUNTS = """
                                                     v s m d a i q e g f c w b k A r x z l t C
make_account                                         · · · · · · · · · · · · · x x · · · · · x
close_account                                        · · · · · · · · · · · · · · x · · · · · x
correct_address                                      · · · · · · · · · · · · · · x · · · · · x
let_into_repairs                                     · · · · · · · · · · · · · · · · · · · · x
erase_account her_account                            · · · x · · · · · · · · · · x · · · · · x
give_house_role                                      · · · · · · · · · · · · · · x · · · · · x
end_house_role                                       · · · · · · · · · · · · · · x · · · · · x
name_administrator                                   · · · · · · · · · · · · · · · · · · · · x
resume_house_role                                    · · · · · · · · · · · · · · x · · · · · x
correct_house_role                                   · · · · · · · · · · · · · · x · · · · · x
view_journal                                         · · · · · · · · · · · · · · x · · · · · x
reopen_account                                       · · · · · · · · · · · · · · x · · · · · x
"""

EXCHANGE = """
                                                     v s m d a i q e g f c w b k A r x z l t C
preview_import                                       · · · · · · · · · · · · x x · · · · · · x
map_columns run_of_bureau                            · · · · · · · · · · · · x x · · · · · · x
map_columns run_of_coordination                      · · · · · · · · · · · · · x · · · · · · x
map_columns run_of_former_coordination               · · · · · · · · · · · · · x · · · · · · x
apply_run run_of_bureau                              · · · · · · · · · · · · x x · · · · · · x
apply_run run_of_coordination                        · · · · · · · · · · · · · x · · · · · · x
apply_run run_of_former_coordination                 · · · · · · · · · · · · · x · · · · · · x
read_again run_of_bureau                             · · · · · · · · · · · · x x · · · · · · x
read_again run_of_coordination                       · · · · · · · · · · · · · x · · · · · · x
read_again run_of_former_coordination                · · · · · · · · · · · · · x · · · · · · x
answer_questions run_of_bureau                       · · · · · · · · · · · · x x · · · · · · x
answer_questions run_of_coordination                 · · · · · · · · · · · · · x · · · · · · x
answer_questions run_of_former_coordination          · · · · · · · · · · · · · x · · · · · · x
resume_run run_of_bureau                             · · · · · · · · · · · · x x · · · · · · x
resume_run run_of_coordination                       · · · · · · · · · · · · · x · · · · · · x
resume_run run_of_former_coordination                · · · · · · · · · · · · · x · · · · · · x
undo_run run_of_bureau                               · · · · · · · · · · · · x x · · · · · · x
undo_run run_of_coordination                         · · · · · · · · · · · · · x · · · · · · x
undo_run run_of_former_coordination                  · · · · · · · · · · · · · x · · · · · · x
discard_run run_of_bureau                            · · · · · · · · · · · · x x · · · · · · x
discard_run run_of_coordination                      · · · · · · · · · · · · · x · · · · · · x
discard_run run_of_former_coordination               · · · · · · · · · · · · · x · · · · · · x
"""

FILES = """
                                                     v s m d a i q e g f c w b k A r x z l t C
view_file public_file                                x x x x x x x x x x x x x x x x x x x x x
view_file members_file                               · · x x x x · · · · · · x x x · · · · · x
view_file bureau_file                                · · · · · · · · · · · · x x · · · · · · x
view_file group_file                                 · · · · · · · · x · · · · · · · · · · · ·
store_file                                           · · x x x x · · · · · · x x x · · · · · x
store_file for_everybody                             · · x x x x · · · · · · x x x · · · · · x
store_file for_bureau                                · · · · · · · · · · · · x x · · · · · · x
store_file for_group                                 · · · · · · · · · · · · · · · · · · · · ·
store_picture                                        · · x x x x · · · · · · x x x · · · · · x
store_picture for_everybody                          · · x x x x · · · · · · x x x · · · · · x
store_picture for_bureau                             · · · · · · · · · · · · x x · · · · · · x
store_picture for_group                              · · · · · · · · · · · · · · · · · · · · ·
describe_file file_of_member                         · · x · · · · · · · · · · x · · · · · · x
describe_file file_of_member for_bureau              · · · · · · · · · · · · · x · · · · · · x
describe_file file_of_member for_group               · · · · · · · · · · · · · · · · · · · · ·
describe_file group_file                             · · · · · · · · · · · · · · · · · · · · ·
discard_file file_of_member                          · · x · · · · · · · · · · x · · · · · · x
discard_file bureau_file                             · · · · · · · · · · · · · x · · · · · · x
discard_file group_file                              · · · · · · · · · · · · · · · · · · · · ·
keep_text public_file                                · · · · · · · · · · · · · · · · · · · · x
keep_drawing public_file                             · · · · · · · · · · · · · · · · · · · · x
"""

POST = """
                                                     v s m d a i q e g f c w b k A r x z l t C
queue_messages                                       · · · · · · · · · · · · · x · · · · · · x
withdraw_message                                     · · · · · · · · · · · · · x · · · · · · x
resend_message                                       · · · · · · · · · · · · · x · · · · · · x
view_messages                                        · · · · · · · · · · · · · x · · · · · · x
view_proof                                           · · · · · · · · · · · · x x · · · · · · x
make_links                                           · · · · · · · · · · · · · x · · · · · · x
revoke_links                                         · · · · · · · · · · · · · x · · · · · · x
use_link link_of_convocation                         · · · · · · · · · · · · · · · · · · x · ·
use_link link_of_dates                               · · · · · · · · · · · · · · · · · · · x ·
hold_back_for                                        · · · · · · · · · · · · · x · · · · · · x
hold_mails                                           · · · · · · · · · · · · · x · · · · · · x
release_mails                                        · · · · · · · · · · · · · x · · · · · · x
"""

COMMENTS = """
                                                     v s m d a i q e g f c w b k A r x z l t C
add_comment public_thing                             · · x x x x · · x · · · x x x · · · · · ·
add_comment members_thing                            · · x x x x · · · · · · x x x · · · · · ·
add_comment bureau_thing                             · · · · · · · · · · · · x x · · · · · · ·
add_comment group_thing                              · · · · · · · · x · · · · · · · · · · · ·
add_comment public_thing for_everybody               · · · · · · · · · · · · · · · · · · · · ·
add_comment public_thing for_members                 · · x x x x · · · · · · x x x · · · · · ·
add_comment public_thing for_bureau                  · · · · · · · · · · · · x x · · · · · · ·
add_comment public_thing for_group                   · · · · · · · · x · · · · · · · · · · · ·
add_comment takes_none                               · · · · · · · · · · · · · · · · · · · · ·
answer_comment of_member                             · · x x x x · · · · · · x x x · · · · · ·
answer_comment of_bureau                             · · · · · · · · · · · · x x · · · · · · ·
edit_comment of_member                               · · x · · · · · · · · · · · · · · · · · ·
edit_comment of_bureau                               · · · · · · · · · · · · x · · · · · · · ·
withdraw_comment of_member                           · · x · · · · · · · · · · · · · · · · · ·
resolve_comment of_member                            · · x · · · · · · · · · x x · · · · · · ·
resolve_comment of_bureau                            · · · · · · · · · · · · x x · · · · · · ·
reopen_comment of_member                             · · x · · · · · · · · · x x · · · · · · ·
view_comments                                        · · · · · · · · · · · · · x · · · · · · x
tell_person                                          · · · · · · · · · · · · · · · · · · · · x
forget_comments                                      · · · · · · · · · · · · · · · · · · · · x
refuse_mails member                                  · · x · · · · · · · · · · · · · · · · · ·
accept_mails member                                  · · x · · · · · · · · · · · · · · · · · ·
"""

PORTAL = """
                                                     v s m d a i q e g f c w b k A r x z l t C
erase_person delegate                                · · · x · · · · · · · · · · x · · · · · x
export_person delegate                               · · · x · · · · · · · · · · x · · · · · x
erase_person former_delegate                         · · · · · · · x · · · · · · x · · · · · x
export_person former_delegate                        · · · · · · · x · · · · · · x · · · · · x
view_embeds                                          · · · · · · · · · · · · · x · · · · · · x
open_calendar                                        · x x x x x x x x x x x x x x x · x · · ·
close_calendar                                       · x x x x x x x x x x x x x x x · x · · ·
open_room                                            · · · · · · · · · · · · · x x · · · · · x
close_room                                           · · · · · · · · · · · · · x x · · · · · x
skip_step                                            · · · · · · · · · · · · · x x · · · · · x
skip_steps                                           · · · · · · · · · · · · · x x · · · · · x
resume_step                                          · · · · · · · · · · · · · x x · · · · · x
"""


def check(room: str, table: str, network: Network, **things: dict[str, object]) -> None:
    everybody = network.everybody()
    assert disagreements(table, rules_of_room(room), everybody, things) == ""


def test_accounts() -> None:
    network = Network()
    check("accounts", ACCOUNTS, network, her_account={"user": network.persons["d"].user})


def made_by(by: Acting) -> Run:
    return Run.objects.create(target="programme.actions", name="a.csv", actor_key=by.key)


def test_imports() -> None:
    network = Network()
    makers = {"bureau": "b", "coordination": "k", "former_coordination": "r"}
    things = {
        f"run_of_{name}": {"run": made_by(network.acting(letter))}
        for name, letter in makers.items()
    }
    check("exchange", EXCHANGE, network, **things)


def kept(audience: str, by: Acting | None = None) -> dict[str, StoredFile]:
    stored = make_file(by=by or coordinator())
    StoredFile.objects.filter(pk=stored.pk).update(audience=audience)
    stored.refresh_from_db()
    return {"stored": stored}


def test_files() -> None:
    network = Network()
    only_group = network.only_group
    check(
        "files",
        FILES,
        network,
        public_file=kept("public"),
        members_file=kept("members"),
        bureau_file=kept("bureau"),
        group_file=kept(only_group),
        file_of_member=kept("members", network.acting("m")),
        for_everybody={"audience": "public"},
        for_bureau={"audience": "bureau"},
        for_group={"audience": only_group},
    )


def test_mails_and_links() -> None:
    network = Network()
    links = {
        name: {"link": make_link(actor_id=network.acting(letter).key, actor=None)}
        for name, letter in {"link_of_convocation": "l", "link_of_dates": "t"}.items()
    }
    check("post", POST, network, **links)


def remark(by: Acting, audience: str, thing: Any) -> dict[str, object]:
    """Written by somebody, for some people."""
    said = {"thing": thing, "audience": audience, "text": "À vérifier.", "by": by}
    return {"comment": add_comment(**said)}


def test_remarks() -> None:
    network = Network()
    things = {
        audience: {"thing": make_action(audience=audience)}
        for audience in ("public", "members", "bureau", network.only_group)
    }
    public, bureau = things["public"]["thing"], things["bureau"]["thing"]
    check(
        "comments",
        COMMENTS,
        network,
        public_thing=things["public"],
        members_thing=things["members"],
        bureau_thing=things["bureau"],
        group_thing=things[network.only_group],
        takes_none={"thing": network.persons["m"]},
        for_everybody={"audience": "public"},
        for_members={"audience": "members"},
        for_bureau={"audience": "bureau"},
        for_group={"audience": network.only_group},
        of_member=remark(network.acting("m"), "members", public),
        of_bureau=remark(network.acting("b"), "bureau", bureau),
        member={"person": network.persons["m"]},
    )


def test_personal_data() -> None:
    network = Network()
    delegate = {"person": network.persons["d"]}
    former = {"person": network.persons["e"]}
    check("portal", PORTAL, network, delegate=delegate, former_delegate=former)
