"""The sums of a preview are those of what is applied, whatever the file."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as PropertyCase

from essaim.exchange.actions import apply_run
from essaim.exchange.queries import counts_of, does_something
from essaim.kernel.errors import RuleBroken
from essaim.programme.models import Action
from tests.factories.accounts import coordinator
from tests.factories.imports import preview
from tests.factories.network import make_organisation
from tests.factories.programme import make_axis, make_objective

WORDS = st.sampled_from(["", "Fête", "fete", "Bal", "x" * 260])
ROWS = st.lists(
    st.tuples(
        WORDS,
        st.sampled_from(["12/06/2024", "13/06/24", "2024", "31/02/2024", "12/06/2099", ""]),
        st.sampled_from(["", "Tours", "Blois", "x" * 151]),
        st.sampled_from(["", "1.1", "9.9"]),
        st.sampled_from(["", "https://a.example", "drive", "https://a.example/" + "x" * 3000]),
        st.sampled_from(["", "Le Pôle", "Autre"]),
        st.sampled_from(["", "w"]),
        st.sampled_from(["", "7", "8"]),
    ),
    min_size=1,
    max_size=8,
)
NAMES = "titre;date;lieu;objectif;preuves;organisations;source;identifiant\n"


class TestPreviewIsWhatIsApplied(PropertyCase):
    """Whatever the file, and whatever was imported before it."""

    @settings(max_examples=60)
    @given(ROWS, ROWS)
    def test_the_sums_of_the_preview_are_those_of_what_is_applied(
        self, first: list[tuple[str, ...]], second: list[tuple[str, ...]]
    ) -> None:
        by = coordinator()
        make_objective(axis=make_axis(code="1"), code="1.1")
        for _twice in range(2):
            make_organisation(name="Le Pôle")
        for rows in (first, second):
            run = preview(by, NAMES + "".join(";".join(row) + "\n" for row in rows))
            said, noted = counts_of(run), Action.objects.count()
            if not does_something(said):
                with pytest.raises(RuleBroken, match="Chaque ligne attend une réponse"):
                    apply_run(run=run, by=by)
                continue
            with self.captureOnCommitCallbacks(execute=True):
                apply_run(run=run, by=by)
            assert counts_of(run) == said
            assert Action.objects.count() - noted == said["created"]
        again = preview(by, NAMES + "".join(";".join(row) + "\n" for row in second))
        assert (counts_of(again)["created"], counts_of(again)["updated"]) == (0, 0)
