"""Where each room has its lines."""

from tests.rights import (
    test_meetings,
    test_network,
    test_plan,
    test_programme,
    test_questions,
    test_reports,
    test_reprise,
    test_services,
)
from tests.rights import test_votes as votes

TABLES: dict[str, list[str]] = {
    "accounts": [test_services.ACCOUNTS],
    "exchange": [test_services.EXCHANGE],
    "files": [test_services.FILES],
    "post": [test_services.POST],
    "comments": [test_services.COMMENTS],
    "portal": [test_services.PORTAL],
    "questions": [test_questions.QUESTIONS],
    "network": [test_network.NETWORK],
    "programme": [test_programme.ACTIONS, test_programme.FIGURES, test_plan.PLAN],
    "reprise": [test_reprise.REPRISE],
    "assemblies": [
        test_meetings.BODIES,
        test_meetings.MEETINGS,
        test_meetings.ELECTORS_AND_DATES,
        votes.SITTINGS,
        votes.VOTES,
        votes.MINUTES,
        votes.UNDERTAKINGS,
    ],
    "reports": [test_reports.REPORTS],
}
