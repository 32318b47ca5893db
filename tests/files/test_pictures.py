"""Pictures as texts show them: drawn anew, light, upright, seen by whoever may see their file."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from essaim.files import apart, chores
from essaim.files.actions import discard_file
from essaim.files.apart import Unreadable
from essaim.files.apart.painter import HIGHEST, MOST_BYTES, WIDEST
from essaim.files.drawing import drawing_of
from essaim.files.models import Picture, StoredFile
from essaim.kernel.errors import RuleBroken
from essaim.kernel.markup import from_markdown
from essaim.network.actions.organisations import edit_organisation
from essaim.programme.actions.judgements import write_objective_year
from tests.factories.accounts import coordinator
from tests.factories.files import make_file
from tests.factories.network import make_organisation
from tests.factories.pictures import make_picture, painted
from tests.factories.programme import make_objective_year

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


# --- What is drawn --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_nothing_of_the_file_comes_along(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = "Chez Ana Martin"
    drawing = drawing_of(painted(kind, exif=exif))
    assert b"Ana" in painted(kind, exif=exif)
    assert b"Ana" not in drawing.content
    assert (drawing.width, drawing.height) == (30, 20)


def test_a_picture_stands_upright_whatever_way_the_camera_was_held() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    drawing = drawing_of(painted("JPEG", (3_000, 2_000), exif=exif))
    assert (drawing.width, drawing.height) == (1_067, HIGHEST)


@pytest.mark.parametrize(
    ("kind", "size", "mode"),
    [("JPEG", (8_000, 5_000), "RGB"), ("PNG", (8_000, 5_000), "RGBA"), ("PNG", (9, 12_000), "P")],
)
def test_forty_megapixels_become_a_light_copy(kind: str, size: tuple[int, int], mode: str) -> None:
    drawing = drawing_of(painted(kind, size, mode=mode))
    assert 0 < drawing.width <= WIDEST
    assert 0 < drawing.height <= HIGHEST
    assert len(drawing.content) <= MOST_BYTES


def test_what_cannot_be_made_light_is_made_smaller() -> None:
    out = BytesIO()
    Image.effect_noise((1_200, 1_600), 100).convert("RGB").save(out, "PNG")
    assert len(drawing_of(out.getvalue()).content) <= MOST_BYTES


def test_what_is_clear_stays_clear() -> None:
    content = painted(mode="RGBA")
    assert Image.open(BytesIO(drawing_of(content).content)).mode == "RGBA"


@pytest.mark.parametrize("options", [{}, {"transparency": 65_535}])
def test_greys_of_a_scanner_stay_greys(options: dict[str, int]) -> None:
    row = b"".join((257 * grey).to_bytes(2, "little") for grey in range(256))
    out = BytesIO()
    Image.frombytes("I;16", (256, 1), row).save(out, "PNG", **options)
    drawn = Image.open(BytesIO(drawing_of(out.getvalue()).content)).convert("L")
    assert list(drawn.tobytes()) == list(range(256))


@pytest.mark.parametrize(
    "content", [SVG, b"\x89PNG\r\n\x1a\n" + SVG, painted("GIF"), painted("JPEG")[:400], b""]
)
def test_what_lies_about_its_type_is_not_drawn(content: bytes) -> None:
    with pytest.raises(Unreadable):
        drawing_of(content)


def test_a_picture_that_takes_too_long_is_given_up(monkeypatch) -> None:
    monkeypatch.setattr(apart, "PATIENCE", 0.01)
    with pytest.raises(Unreadable, match="seconds"):
        drawing_of(painted())


def test_pictures_that_came_as_files_are_drawn_behind_the_scenes() -> None:
    good = make_file(content=painted(), name="bonne.png")
    bad = make_file(content=b"\x89PNG\r\n\x1a\n" + b"\0" * 40 + b"IEND", name="fausse.png")
    make_file()
    assert chores.draw_pictures() == 2
    assert chores.draw_pictures() == 0
    assert Picture.objects.get(stored=good).width == 30
    assert Picture.objects.get(stored=bad).width == 0


# --- Who adds them, and who sees them -------------------------------------------------------


def add(browser: Client, content: bytes, name: str = "fête.png", **said: str):
    sent = {"alternative": "Des gens", "audience": "members", **said}
    file = SimpleUploadedFile(name, content)
    return browser.post(reverse("files:store_picture"), {"file": file, **sent})


def test_a_member_adds_a_picture_and_reads_what_to_write(as_user, delegate) -> None:
    browser = as_user(delegate)
    answer = add(browser, painted("JPEG", (2_000, 1_000)))
    stored = StoredFile.objects.get()
    page = BeautifulSoup(browser.get(answer.url).content, "html.parser")
    assert f"![Des gens]({stored.key})" in page.text
    image = page.select_one("figure img")
    assert [image[name] for name in ("alt", "width", "height")] == ["Des gens", "1200", "600"]


def test_a_picture_says_what_it_shows_or_that_it_decorates(as_user, delegate) -> None:
    browser = as_user(delegate)
    assert add(browser, painted(), alternative="").status_code == 422
    assert not StoredFile.objects.exists()
    assert add(browser, painted(), alternative="", only_decorates="on").status_code == 302
    assert StoredFile.objects.get().alternative == "-"


@pytest.mark.parametrize(
    "content", [SVG, b"\x89PNG\r\n\x1a\n" + b"\0" * 40 + b"IEND", b"%PDF-1.7\n%%EOF", b""]
)
def test_what_is_no_picture_is_refused_beside_its_field(as_user, delegate, content) -> None:
    answer = add(as_user(delegate), content)
    assert answer.status_code == 422
    assert 'id="id_file_error"' in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_a_picture_is_seen_by_whoever_may_see_its_file(as_user, delegate, client: Client) -> None:
    stored = make_picture(audience="members")
    address = reverse("files:picture", args=[stored.key])
    assert client.get(address).status_code == 404
    answer = as_user(delegate).get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "private" in answer["Cache-Control"]
    again = as_user(delegate).get(address, HTTP_IF_NONE_MATCH=answer["ETag"])
    assert again.status_code == 304


def test_a_picture_that_could_not_be_drawn_is_none(as_user, delegate) -> None:
    stored = make_file(content=b"\x89PNG\r\n\x1a\n" + b"\0" * 40 + b"IEND", name="fausse.png")
    chores.draw_pictures()
    assert as_user(delegate).get(reverse("files:picture", args=[stored.key])).status_code == 404


# --- What shows them ------------------------------------------------------------------------


def test_a_picture_stays_while_texts_show_it() -> None:
    stored, other, by = make_picture(), make_picture(), coordinator()
    years = [make_objective_year(), make_objective_year()]

    def write(text: str) -> None:
        for year in years:
            html = from_markdown(text)
            write_objective_year(objective_year=year, field="evaluation", text=html, by=by)

    write(f"![Des gens]({stored.key})")
    with pytest.raises(RuleBroken, match="à 2 endroits"):
        discard_file(stored=stored, by=by)
    discard_file(stored=other, by=by)
    write("Nous avons dansé.")
    discard_file(stored=stored, by=by)
    assert not Picture.objects.exists()


def test_a_picture_stays_whatever_way_its_key_was_typed() -> None:
    stored, by = make_picture(), coordinator()
    house = make_organisation()
    shown = f"![Des gens]({str(stored.key).upper()})"
    edit_organisation(organisation=house, description=shown, by=by)
    with pytest.raises(RuleBroken, match="à 1 endroit"):
        discard_file(stored=stored, by=by)


def test_a_picture_of_a_text_that_is_gone_goes_too() -> None:
    stored, by = make_picture(), coordinator()
    year = make_objective_year()
    html = from_markdown(f"![Des gens]({stored.key})")
    write_objective_year(objective_year=year, field="evaluation", text=html, by=by)
    year.delete()
    discard_file(stored=stored, by=by)
    assert not StoredFile.objects.exists()
