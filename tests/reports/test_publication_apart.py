"""Publishing in a transaction of its own, as a house does it: not within that of a test."""

import pytest
from django.test import Client
from django.urls import reverse

from essaim.reports.models import Snapshot
from tests.factories.accounts import make_user
from tests.factories.reports import make_report
from tests.sending import form_on


@pytest.mark.django_db(transaction=True)
def test_a_report_is_published_by_its_form_and_once(client: Client) -> None:
    """PostgreSQL wants the isolation said before any statement, that which claims the form too."""
    client.force_login(make_user(role="coordination"))
    page = reverse("reports:publish_report", args=[make_report().key])
    form = form_on(client, page)

    answers = [form.send(client, reason="Le financeur attend.") for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 303]
    assert Snapshot.objects.count() == 1
