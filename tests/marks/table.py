"""Who reads what: each text of each model, by the audience of its row. Written by hand.

The letters: v a visitor, s somebody with an account and nothing else, d a delegate, g a delegate
who is of the group, b the bureau, c the coordination, a an administrator, f whoever holds the link
that a funder was sent, l whoever holds the link of a convocation, of minutes or of a poll of dates
(what they read of that meeting, and what is public), o the same, of what they have no part in.
`-` is nobody. What stood in a column before it was changed (`/before`) is read by nobody unless a
line says by whom.

The columns: rows for everybody, for the members, for the bureau, for a group; then rows of the
group that name whoever reads (their own card, label, mandate, vote). What is read by one letter
more, or by one less, than stands here, is a fault of the house or of this table.
"""

from collections.abc import Sequence

LETTERS = {
    "visitor": "v",
    "stranger": "s",
    "delegate": "d",
    "delegate in the group": "g",
    "bureau": "b",
    "coordination": "c",
    "administrator": "a",
    "funder": "f",
    "link of a mail": "l",
    "link to something else": "o",
}
AUDIENCES = ("public", "members", "bureau", "group", "hers")

#: Texts without an audience: accounts, mails and past reports are read by whoever keeps them, and
#: so are the settings of the network (that of the group here: one alone is in force);
#: themes and colleges are words of the network. The others follow the audience of their row, those
#: of a meeting that are not public the room: who runs it, and who has a part in it.
TABLE = """
accounts.User.email                      a        a        a        a        -
assemblies.AgendaDocument.title          vsdgbcal dgbcal   bcl      gl       -
assemblies.AgendaItem.reason_declined    -        -        -        -        -
assemblies.AgendaItem.text               vsdgbcal dgbcal   bcl      gl       sdgbca
assemblies.AgendaItem.title              vsdgbcal dgbcal   bcl      gl       sdgbca
assemblies.Amendment.answer              bcl      bcl      bcl      l        -
assemblies.Amendment.text                bcl      bcl      bcl      l        -
assemblies.Attendance.name               -        -        -        -        -
assemblies.Body.name                     vsdgbcal dgbcal   bcl      gl       g
assemblies.Body.purpose                  vsdgbcal dgbca    bc       g        g
assemblies.BodyRules.electors_article    vsdgbcal dgbca    bc       g        -
assemblies.BodyRules.electronic_article  vsdgbcal dgbca    bc       g        -
assemblies.BodyRules.notice_article      vsdgbcal dgbca    bc       g        -
assemblies.BodyRules.proxy_article       vsdgbcal dgbca    bc       g        -
assemblies.BodyRules.remote_article      vsdgbcal dgbca    bc       g        -
assemblies.BodyRules.source              vsdgbcal dgbca    bc       g        -
assemblies.BodyRules.written_article     vsdgbcal dgbca    bc       g        -
assemblies.DatePoll.note                 bcal     bcal     bcl      l        sdgbca
assemblies.DatePoll.place                bcl      bcl      bcl      l        -
assemblies.DatePoll.title                bcl      bcl      bcl      l        -
assemblies.DateVoter.comment             bcl      bcl      bcl      l        -
assemblies.DateVoter.name                bcl      bcl      bcl      l        -
assemblies.Debate.internal               bcl      bcl      bcl      l        -
assemblies.Debate.text                   bcl      bcl      bcl      l        -
assemblies.Deliberation.duration         vsdgbcal dgbcal   bcl      gl       -
assemblies.Deliberation.role             -        -        -        -        -
assemblies.Elector.name                  sdgbcal  dgbcal   bcl      gl       -
assemblies.Meeting.cancelled_because     vsdgbcal dgbca    bc       g        sdgbca
assemblies.Meeting.video_url             dgbcl    bcl      bcl      l        sdgbca
assemblies.Minutes.opening               bcl      bcl      bcl      l        -
assemblies.Nomination.reason             dgbcal   dgbcal   bcl      gl       -
assemblies.Objection.argument            dgbcal   dgbcal   bcl      gl       -
assemblies.Objection.reason              dgbcal   dgbcal   bcl      gl       -
assemblies.Objection.remedy              dgbcal   dgbcal   bcl      gl       -
assemblies.Option.label                  vsdgbcal dgbcal   bcl      gl       sdgbca
assemblies.Proposal.condition            vsdgbcal dgbcal   bcl      gl       -
assemblies.Proposal.reason               dgbcal   dgbcal   bcl      gl       -
assemblies.Proxy.instruction             bcl      bcl      bcl      l        -
assemblies.Resolution.text               vsdgbcal dgbcal   bcl      gl       -
assemblies.Resolution.title              vsdgbcal dgbcal   bcl      gl       g
assemblies.SealedSecret.secret           -        -        -        -        -
assemblies.SignOff.receipt               -        -        -        -        -
assemblies.Signature.role                bcal     bcal     bcl      l        sdgbca
assemblies.Signature.sha256              -        -        -        -        -
assemblies.SubjectRule.article           vsdgbcal dgbcal   bcl      gl       -
assemblies.Undertaking.evidence          vsdgbcal dgbca    bc       g        sdgbca
assemblies.Wording.text                  vsdgbcal dgbcal   bcl      gl       -
assemblies.Wording.why                   vsdgbcal dgbcal   bcl      gl       -
comments.Comment.place                   dgbca    dgbca    bc       g        g
comments.Comment.quotation               dgbca    dgbca    bc       g        g
comments.Comment.text                    dgbca    dgbca    bc       g        sdgbca
exchange.Row.column                      -        -        -        -        -
exchange.Row.reason                      -        -        -        -        -
exchange.Row.source                      c        c        c        c        -
exchange.Row.undo_note                   -        -        -        -        -
exchange.Row.value                       -        -        -        -        -
exchange.Run.failure                     -        -        -        -        -
exchange.Run.guessed                     -        -        -        -        -
exchange.Run.name                        c        c        c        c        -
exchange.Source.name                     -        -        -        -        -
exchange.Source.target                   -        -        -        -        -
files.FileText.text                     -        -        -        -        -
files.StoredFile.alternative             sdgbca   dgbca    bc       g        -
files.StoredFile.content                 vsdgbcal dgbcal   bcl      gl       -
files.StoredFile.licence                 sdgbca   dgbca    bc       g        -
files.StoredFile.name                    vsdgbcal dgbca    bc       g        -
journal.Submission.answer                -        -        -        -        -
journal.Submission.content               -        -        -        -        -
journal.Submission.digest                -        -        -        -        -
network.Affiliation.title                vsdgbca  dgbca    bc       g        sdgbca
network.College.code                     sdgbca   dgbca    bc       gc       c
network.College.name                     vsdgbcal dgbcal   bcl      gbcl     sdgbca
network.Dues.exemption                   bc       bc       bc       -        -
network.Group.name                       vsdgbcal dgbca    bc       g        g
network.Group.purpose                    sdgbca   dgbca    bc       g        g
network.GroupMember.title                sdgbca   dgbca    bc       g        sdgbca
network.NetworkRole.title                sdgbca   dgbca    bc       g        sdgbca
network.Organisation.ape                 vsdgbca  dgbca    bc       g        g
network.Organisation.city                vsdgbca  dgbca    bc       g        g
network.Organisation.description         vsdgbca  dgbca    bc       g        g
network.Organisation.email               vsdgbca  dgbca    bc       g        g
network.Organisation.name                vsdgbca  dgbca    bc       g        g
network.Organisation.phone               vsdgbca  dgbca    bc       g        g
network.Organisation.postcode            vsdgbca  dgbca    bc       g        g
network.Organisation.rna                 vsdgbca  dgbca    bc       g        g
network.Organisation.short_name          vsdgbca  dgbca    bc       g        g
network.Organisation.siren               vsdgbca  dgbca    bc       g        g
network.Organisation.siret               vsdgbca  dgbca    bc       g        g
network.Organisation.street              vsdgbca  dgbca    bc       g        g
network.Organisation.website             vsdgbca  dgbca    bc       g        g
network.Person.email                     sdgbca   dgbca    bc       g        -
network.Person.family_name               vsdgbcal dgbcal   bcl      gl       -
network.Person.given_name                vsdgbcal dgbcal   bcl      gl       -
network.Person.phone                     sdgbca   dgbca    bc       g        -
network.Settings.answers_to              -        -        -        ca       -
network.Settings.sender                  -        -        -        ca       -
network.Theme.name                       vsdgbca  vsdgbca  vsdgbca  vsdgbca  -
portal.Room.name                         -        -        -        -        -
post.Attachment.name                     c        c        c        c        -
post.Link.email                          -        -        -        -        -
post.Message.html                        -        -        -        -        -
post.Message.recipient                   bc       bc       bc       bc       -
post.Message.reply_to                    c        c        c        c        -
post.Message.subject                     bc       bc       bc       bc       -
post.Message.text                        c        c        c        c        -
programme.Action.external_id             vsdgbca  dgbca    bc       g        g
programme.Action.kind/before             dgbca    dgbca    bc       g        -
programme.Action.place                   vsdgbcal dgbcal   bcl      gl       sdgbca
programme.Action.place/before            dgbca    dgbca    bc       g        -
programme.Action.source                  vsdgbca  dgbca    bc       g        g
programme.Action.summary                 vsdgbca  dgbca    bc       g        g
programme.Action.summary/before          dgbca    dgbca    bc       g        -
programme.Action.title                   vsdgbcal dgbcal   bcl      gl       sdgbca
programme.Action.title/before            dgbca    dgbca    bc       g        -
programme.ActionPerson.label             vsdgbca  dgbca    bc       g        sdgbca
programme.Agreement.adopted_on           vsdgbca  dgbca    bc       g        -
programme.Agreement.funder_programme     vsdgbca  dgbca    bc       g        -
programme.Agreement.notes                vsdgbca  dgbca    bc       g        -
programme.Agreement.title                vsdgbca  dgbca    bc       g        -
programme.Axis.code                      vsdgbca  dgbca    bc       g        -
programme.Axis.title                     vsdgbca  dgbca    bc       g        -
programme.Decision.body                  vsdgbcal dgbca    bc       g        sdgbca
programme.Decision.evidence_url          vsdgbca  dgbca    bc       g        -
programme.Decision.reference             vsdgbcal dgbcal   bcl      gl       sdgbca
programme.Decision.result                vsdgbcal dgbca    bc       g        sdgbca
programme.Decision.text                  vsdgbcal dgbcal   bcl      gl       sdgbca
programme.Evidence.title                 vsdgbca  dgbca    bc       g        -
programme.Indicator.code                 vsdgbca  dgbca    bc       g        -
programme.Indicator.code/before          dgbca    dgbca    bc       g        -
programme.Indicator.definition           vsdgbca  dgbca    bc       g        -
programme.Indicator.definition/before    dgbca    dgbca    bc       g        -
programme.Indicator.method               vsdgbca  dgbca    bc       g        -
programme.Indicator.method/before        dgbca    dgbca    bc       g        -
programme.Indicator.title                vsdgbca  dgbca    bc       g        -
programme.Indicator.title/before         dgbca    dgbca    bc       g        -
programme.Indicator.unit                 dgbca    dgbca    bc       g        -
programme.Indicator.unit/before          dgbca    dgbca    bc       g        -
programme.Indicator.unit_plural          vsdgbca  dgbca    bc       g        -
programme.Indicator.unit_plural/before   dgbca    dgbca    bc       g        -
programme.Objective.code                 vsdgbca  dgbca    bc       g        -
programme.Objective.title                vsdgbca  dgbca    bc       g        -
programme.ObjectiveYear.difficulties     vsdgbca  dgbca    bc       g        -
programme.ObjectiveYear.evaluation       vsdgbca  dgbca    bc       g        -
programme.ObjectiveYear.means            vsdgbca  dgbca    bc       g        -
programme.ObjectiveYear.next_steps       vsdgbca  dgbca    bc       g        -
programme.ObjectiveYear.reason           vsdgbca  dgbca    bc       g        -
programme.ObjectiveYear.results          vsdgbca  dgbca    bc       g        -
reprise.PastReport.name                c        c        c        c        -
reprise.PastReport.text                -        -        -        -        -
programme.Programme.introduction         vsdgbca  dgbca    bc       g        -
programme.Programme.title                vsdgbca  dgbca    bc       g        -
programme.Reading.evidence_url           vsdgbca  dgbca    bc       g        -
programme.Reading.evidence_url/before    dgbca    dgbca    bc       g        -
programme.Reading.source_note            vsdgbca  dgbca    bc       g        -
programme.Reading.source_note/before     dgbca    dgbca    bc       g        -
programme.Rubric.code                    vsdgbca  dgbca    bc       g        -
programme.Rubric.title                   vsdgbca  dgbca    bc       g        -
questions.Answer.values                  vsdgbca  dgbca    bc       g        -
questions.Questionnaire.introduction     vsdgbca  dgbca    bc       g        -
questions.Questionnaire.title            vsdgbca  dgbca    bc       g        -
questions.Version.content                vsdgbca  dgbca    bc       g        -
reports.Report.title                     vsdgbca  dgbca    bc       g        -
reports.Section.text                     vsdgbca  dgbca    bc       g        -
search.IndexEntry.also_seen_by           -        -        -        -        -
search.IndexEntry.body_stems             -        -        -        -        -
search.IndexEntry.excerpt_source         -        -        -        -        -
search.IndexEntry.kind                   -        -        -        -        -
search.IndexEntry.names                  -        -        -        -        -
search.IndexEntry.title                  -        -        -        -        -
search.IndexEntry.title_stems            -        -        -        -        -
search.IndexEntry.url                    -        -        -        -        -
search.NameGram.word                     -        -        -        -        -
"""

#: A row cited where more people read than see it. Each stands there by a label made for it, about
#: which its form asked (`kernel.widening`); or is told to whoever answers for it, as is said.
WIDER = """
# A meeting names its body, and its minutes who took part and what was decided.
assemblies:bodies group vsdbcao assemblies.Body.name
assemblies:meeting group vsdbcao assemblies.Body.name
assemblies:undertakings group vsdbcao assemblies.Body.name
assemblies:participation group dbc assemblies.Body.name
assemblies:export_participation group dbc assemblies.Body.name
assemblies:minutes group bc assemblies.Body.name
assemblies:minutes group bc network.Person.given_name network.Person.family_name
assemblies:minutes group bc programme.Decision.text programme.Decision.reference
assemblies:minutes_file group bc assemblies.Body.name
assemblies:minutes_file group bc network.Person.given_name network.Person.family_name
assemblies:minutes_file group bc programme.Decision.text
minutes:submitted group dbco TOOK_PART
minutes:locked group vsdbcao TOOK_PART
# Minutes are read by the body once they are submitted, by whoever sees the meeting once locked;
# what is for the body alone, by the body alone.
minutes:submitted public dg MINUTED assemblies.Signature.role FOR_THE_BODY
minutes:locked public vsdga MINUTED
minutes:locked public vsdg assemblies.Signature.role
minutes:locked public v assemblies.Elector.name
minutes:locked public dg FOR_THE_BODY
minutes:locked members dga MINUTED
minutes:locked members dg assemblies.Signature.role
minutes:locked group g MINUTED assemblies.Signature.role
minutes:locked hers g assemblies.Minutes.opening assemblies.Resolution.text
# Whoever runs a meeting knows whom to write to, and who leaves.
assemblies:electorate group bc network.Person.email
assemblies:record_departure group bc network.Person.given_name network.Person.family_name
assemblies:correct_attendance group bc network.Person.given_name network.Person.family_name
assemblies:room group bc network.Person.given_name network.Person.family_name
# A file joined to an agenda is read by whoever has a part in the meeting.
assemblies:document group do files.StoredFile.content
# An agreement names its funder, wherever its own title stands.
portal:home group dbca network.Organisation.short_name
programme:agreement group vsdbca network.Organisation.name
programme:agreements group vsdbca network.Organisation.short_name
programme:add_programme group bc network.Organisation.short_name
programme:edit_programme group bc network.Organisation.short_name
reports:reports group vsdbca network.Organisation.short_name
# A report tells its programme whole.
reports:reports group vsdbca programme.Programme.title
reports:composer group bc REPORT
reports:export_report group bc REPORT
reports:publish_report group c programme.Objective.code
reports:report group vsdbca REPORT
reports:version group vsdbca REPORT
reports:version_file group vsdbca REPORT
# A funder reads what was published by the link that was sent, whoever else reads the report.
reports:funder_reading public f FROZEN
reports:funder_reading members f FROZEN
reports:funder_reading bureau f FROZEN
reports:funder_reading group f FROZEN
reports:funder_file public f FROZEN
reports:funder_file members f FROZEN
reports:funder_file bureau f FROZEN
reports:funder_file group f FROZEN
# An administrator hands somebody what the house keeps on them: their own words, no other name.
portal:erase_person bureau a network.Person.given_name network.Person.family_name
portal:erase_person group a network.Person.given_name network.Person.family_name
portal:export_person bureau a OWN
portal:export_person group a OWN
"""
#: What a report says of its programme.
REPORT = """
network.Organisation.name programme.Programme.title programme.Axis.code programme.Axis.title
programme.Objective.code programme.Objective.title
programme.ObjectiveYear.evaluation programme.ObjectiveYear.results programme.ObjectiveYear.means
programme.ObjectiveYear.difficulties programme.ObjectiveYear.next_steps
programme.ObjectiveYear.reason
"""
#: What a published version says beside.
FROZEN = (
    REPORT
    + """
network.Organisation.short_name programme.Agreement.title programme.Agreement.adopted_on
programme.Decision.reference
programme.Decision.body programme.Decision.text
programme.Action.title programme.Action.place programme.Action.summary
programme.Indicator.title programme.Indicator.unit_plural programme.Indicator.definition
programme.Reading.source_note reports.Report.title reports.Section.text
"""
)
#: What minutes say of who was there, and of what was decided.
TOOK_PART = """
assemblies.Body.name network.Person.given_name network.Person.family_name
programme.Decision.text programme.Decision.reference
"""
#: What a secretary writes, for every reader of the minutes; and what is for the body alone.
MINUTED = "assemblies.Debate.text assemblies.Minutes.opening"
FOR_THE_BODY = """
assemblies.Amendment.answer assemblies.Amendment.text assemblies.Debate.internal
"""
#: What a person wrote, or is known by.
OWN = """
network.Person.given_name network.Person.family_name network.Person.email network.Person.phone
network.Affiliation.title network.GroupMember.title network.NetworkRole.title
programme.ActionPerson.label assemblies.AgendaItem.title assemblies.AgendaItem.text
    comments.Comment.text
assemblies.DatePoll.note assemblies.Option.label assemblies.Signature.role
assemblies.Undertaking.evidence
"""


_NOT_OF_THE_GROUP = ("visitor", "stranger", "delegate", "bureau", "coordination", "administrator")
#: List → (column, audience, those who find nothing by a word of it).
SEARCHED: dict[str, Sequence[tuple[str, str, Sequence[str]]]] = {
    page: [(column, "group", _NOT_OF_THE_GROUP) for column in columns.split()]
    for page, columns in {
        "programme:actions": "programme.Action.title programme.Action.summary"
        " network.Organisation.name network.Person.family_name",
        "assemblies:undertakings": "programme.Decision.text programme.Decision.body"
        " network.Person.family_name assemblies.Body.name",
        "network:organisations": "network.Organisation.name network.Organisation.siren"
        " network.Organisation.short_name",
        "network:people": "network.Person.family_name network.Organisation.name",
        "files:files": "files.StoredFile.name files.StoredFile.alternative",
    }.items()
}


SETS = {
    "REPORT": REPORT,
    "FROZEN": FROZEN,
    "OWN": OWN,
    "TOOK_PART": TOOK_PART,
    "MINUTED": MINUTED,
    "FOR_THE_BODY": FOR_THE_BODY,
}


def _readers() -> dict[str, tuple[str, ...]]:
    lines = (line.split() for line in TABLE.strip().splitlines())
    return {column: tuple(cell.strip("-") for cell in cells) for column, *cells in lines}


def _cited() -> list[tuple[str, str, str, str]]:
    """(column, audience, page, readers) for each."""
    found = []
    for line in WIDER.strip().splitlines():
        if line.startswith("#"):
            continue
        page, audience, who, *columns = line.split()
        for name in columns:
            each = SETS.get(name, name).split()
            found += [(column, audience, page, who) for column in each]
    return found


READERS = _readers()
CITED = _cited()
