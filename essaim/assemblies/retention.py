"""What becomes of each personal field of the room when somebody asks to be erased, and why."""

from django.utils.translation import gettext_lazy as _

from essaim.kernel.manifest import Retention

_DECIDED = _("what was decided rests on it; the row names nobody any more")
_ANNOUNCED = _("the agenda stays as it was announced; the row names nobody any more")
_NAMES_HER = _("it names her")
_VOTED = _("the vote is the elector’s, which stays; who pressed the button goes")
_ASKED = _("which day was chosen rests on it; the row names nobody any more")
_STOOD = _("who stood and who was chosen belongs to the minutes of the assembly")
_ALWAYS = _("the life of the network")
_SIGNED = _("a signed record; the row names nobody any more, the minutes that were locked still do")
_TAKEN_UP = _("it stands without her; somebody else may take it up")
_FREE_WORDS = _("free words, in which people may be named")
_RECORD = _("what was said and decided together is a record of the assembly: ask for a correction")

RETENTION = [
    Retention("assemblies.Elector", "name", "anonymise", _DECIDED, _ALWAYS),
    Retention("assemblies.DatePoll", "proposed_by", "anonymise", _ASKED, _ALWAYS),
    Retention("assemblies.DateVoter", "name", "anonymise", _ASKED, _ALWAYS),
    Retention("assemblies.DateVoter", "comment", "erase", _NAMES_HER, _ALWAYS),
    Retention("assemblies.Proxy", "instruction", "erase", _NAMES_HER, _ALWAYS),
    Retention("assemblies.Meeting", "chair", "anonymise", _DECIDED, _ALWAYS),
    Retention("assemblies.FormerChair", "person", "anonymise", _DECIDED, _ALWAYS),
    Retention("assemblies.Meeting", "secretary", "anonymise", _DECIDED, _ALWAYS),
    Retention("assemblies.AgendaItem", "title", "keep", _FREE_WORDS, _ALWAYS),
    Retention("assemblies.AgendaItem", "presenter", "anonymise", _ANNOUNCED, _ALWAYS),
    Retention("assemblies.AgendaItem", "proposed_by", "anonymise", _ANNOUNCED, _ALWAYS),
    Retention("assemblies.Attendance", "person", "anonymise", _DECIDED, _ALWAYS),
    Retention("assemblies.Attendance", "name", "erase", _NAMES_HER, _ALWAYS),
    Retention("assemblies.Ballot", "cast_by", "anonymise", _VOTED, _ALWAYS),
    Retention("assemblies.Option", "person", "keep", _STOOD, _ALWAYS),
    Retention("assemblies.Option", "label", "keep", _STOOD, _ALWAYS),
    Retention("assemblies.Deliberation", "proposer", "anonymise", _DECIDED, _ALWAYS),
    Retention("assemblies.Signature", "person", "anonymise", _SIGNED, _ALWAYS),
    Retention("assemblies.Minutes", "document", "keep", _RECORD, _ALWAYS),
    Retention("assemblies.Debate", "text", "keep", _RECORD, _ALWAYS),
    Retention("assemblies.Amendment", "text", "keep", _RECORD, _ALWAYS),
    Retention("assemblies.Undertaking", "owner", "erase", _TAKEN_UP, _ALWAYS),
]
