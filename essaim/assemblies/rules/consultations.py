"""Who consults in writing between two meetings, reminds, and closes."""

from essaim.assemblies.models import Body, Meeting
from essaim.assemblies.rules.holders import convenes_to, presides
from essaim.assemblies.rules.meetings import plan_meeting
from essaim.kernel.acting import Acting


def consult_in_writing(by: Acting, body: Body) -> bool:
    return plan_meeting(by, body)


def remind_voters(by: Acting, meeting: Meeting) -> bool:
    return convenes_to(by, meeting)


def close_consultation(by: Acting, meeting: Meeting) -> bool:
    return presides(by, meeting)


def withdraw_consultation(by: Acting, meeting: Meeting) -> bool:
    return presides(by, meeting)


def report_unclosed(by: Acting, meeting: Meeting) -> bool:
    return convenes_to(by, meeting)
