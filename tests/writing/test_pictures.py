"""Pictures in texts: shown to whoever may see them, told in words to the others."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from essaim.accounts.queries import acting_as
from essaim.kernel.acting import VISITOR, Acting
from essaim.kernel.markup import from_markdown, from_text, plain
from essaim.writing.forms import MOST_PICTURES, RichText
from essaim.writing.queries import Citable, Cited
from tests.factories.accounts import coordinator, make_acting
from tests.factories.pictures import make_picture

pytestmark = pytest.mark.django_db
#: What would leave an attribute, a text or a sign, were it written as it is.
HOSTILE = 'Le "grand" <b onload=x> d’ici [ou] là & \\ `là` | \' )](x)'
NOWHERE = "0b9c1d2e-1111-4222-8333-444455556666"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


def text_of(key: object, shows: str = "Des gens dansent", caption: str = "") -> str:
    escaped = shows.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return from_markdown(f"Avant.\n\n![{escaped}]({key}) {caption}")


def shown(html: str, by: Acting, *, is_whole: bool = False) -> str:
    return str(Cited.by([html], 2024, is_whole=is_whole).shown(html, by))


def test_a_picture_is_shown_with_its_words_its_size_and_its_caption() -> None:
    stored = make_picture(audience="public")
    html = shown(text_of(stored.key, caption="La *fête*"), VISITOR)
    address = reverse("files:picture", args=[stored.key])
    assert html == (
        f'<p>Avant.</p><figure><img data-picture="{stored.key}" alt="Des gens dansent"'
        f' src="{address}" width="30" height="20">'
        "<figcaption>La <em>fête</em></figcaption></figure>"
    )


def test_words_of_a_picture_are_words_whatever_they_hold() -> None:
    stored = make_picture(audience="public")
    html = shown(text_of(stored.key, HOSTILE), VISITOR)
    assert (
        'alt="Le &quot;grand&quot; &lt;b onload=x&gt; d’ici [ou] là &amp; \\ `là` | \' )](x)"'
        in html
    )
    assert html.count("<") == 5


def test_nothing_reads_a_picture_that_only_decorates() -> None:
    stored = make_picture(audience="public", alternative="-")
    assert 'alt=""' in shown(text_of(stored.key, "-"), VISITOR)
    assert plain(text_of(stored.key, "-")) == "Avant."


@pytest.mark.parametrize("by", [VISITOR, make_acting])
def test_whoever_may_not_see_a_picture_reads_what_it_shows(by: object) -> None:
    stored = make_picture(audience="bureau")
    reader = by() if callable(by) else by
    assert isinstance(reader, Acting)
    html = shown(text_of(stored.key, caption="Une légende"), reader)
    assert html == (
        "<p>Avant.</p><p>Une image réservée à moins de personnes : Des gens dansent<br>"
        "Une légende</p>"
    ).replace(" :", "&nbsp;:")
    assert str(stored.key) not in html
    assert "<img" in shown(text_of(stored.key), coordinator())


def test_a_picture_of_nowhere_reads_as_a_hidden_one() -> None:
    stored = make_picture(audience="bureau")
    assert shown(text_of(NOWHERE), VISITOR) == shown(text_of(stored.key), VISITOR)


def test_nothing_comes_from_another_house() -> None:
    html = from_text("![x](https://ailleurs.example/a.png) ![x](/fichiers/a.png)")
    assert "<img" not in html
    page = shown(
        f'<img src="//ailleurs.example/a.png" data-picture="{NOWHERE}" onerror="x">', VISITOR
    )
    assert "ailleurs" not in page


def test_a_document_holds_its_pictures() -> None:
    stored = make_picture(audience="public")
    html = shown(text_of(stored.key), VISITOR, is_whole=True)
    assert 'src="data:image/png;base64,' in html
    assert "/fichiers/" not in html


# --- Whoever writes -------------------------------------------------------------------------


def test_the_writer_is_told_of_pictures_that_readers_will_not_see() -> None:
    hidden, open_one = make_picture(audience="bureau"), make_picture(audience="public")
    html = "".join(text_of(key) for key in (hidden.key, open_one.key, NOWHERE))
    cited = Cited.by([html], 2024)
    narrow, unknown = cited.cautions(html, coordinator(), "public")
    assert "moins de personnes" in narrow
    assert "aucune image que vous puissiez montrer" in unknown
    assert len(cited.cautions(html, coordinator(), "bureau")) == 1


def test_a_writer_learns_nothing_of_a_picture_that_they_may_not_see() -> None:
    stored = make_picture(audience="bureau")
    texts = [text_of(stored.key), text_of(NOWHERE)]
    hidden, unknown = (Cited.by([x], 2024).cautions(x, make_acting(), "public") for x in texts)
    assert hidden == unknown


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        (f"![]({NOWHERE})", "Dites ce que montre chaque image"),
        (f"![Une]({NOWHERE})\n\n" * (MOST_PICTURES + 1), "au plus"),
    ],
)
@pytest.mark.parametrize("is_plain", [True, False])
def test_a_text_whose_pictures_say_nothing_is_refused(
    text: str, refusal: str, is_plain: bool
) -> None:
    rich = RichText(is_plain=is_plain)
    with pytest.raises(ValidationError, match=refusal):
        rich.clean(text if is_plain else from_markdown(text))
    said = f"![-]({NOWHERE})"
    assert rich.clean(said if is_plain else from_markdown(said))


def test_a_writer_is_offered_the_newest_pictures_that_they_see(delegate) -> None:
    for number in range(14):
        make_picture(audience="members", name=f"{number}.png")
    hidden = make_picture(audience="bureau")
    offered = Citable(acting_as(delegate), 2024).pictures
    assert [row.stored.name for row, _typed in offered] == [f"{n}.png" for n in range(13, 1, -1)]
    assert offered[0][1] == f"![Des gens dansent]({offered[0][0].stored.key})"
    assert Citable(coordinator(), 2024).pictures[0][0].stored == hidden


@pytest.mark.parametrize("length", [1, 3])
def test_texts_cost_the_same_however_many_pictures_they_show(
    length: int, django_assert_num_queries
) -> None:
    keys = [make_picture().key for _number in range(length)]
    texts = [text_of(key) for key in keys]
    with django_assert_num_queries(1):
        Cited.by(texts, 2024)
