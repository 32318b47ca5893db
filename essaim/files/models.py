"""Uploaded files."""

from pathlib import PurePosixPath
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import Acting
from essaim.kernel.addresses import address
from essaim.kernel.fitting import Fitted
from essaim.kernel.intake import FORMATS, FileKind
from essaim.kernel.models import Keyed, Visible, VisibleQuerySet

#: What people call a file of each kind.
_KINDS = {
    _("PDF document"): {FileKind.PDF},
    _("text"): {FileKind.DOCX, FileKind.ODT, FileKind.TEXT, FileKind.MARKDOWN},
    _("spreadsheet"): {FileKind.XLSX, FileKind.ODS, FileKind.CSV},
    _("presentation"): {FileKind.PPTX, FileKind.ODP},
    _("picture"): {FileKind.PNG, FileKind.JPEG, FileKind.WEBP},
}
_IN_WORDS = {FORMATS[kind].content_type: words for words, kinds in _KINDS.items() for kind in kinds}


def place_of(stored: "StoredFile", name: str) -> str:
    """Files lie under their key, never under the name that somebody gave them."""
    return f"{stored.key.hex[:2]}/{stored.key.hex}{PurePosixPath(name).suffix.lower()}"


class StoredFile(Keyed, Visible):
    """A file as it came: its type is what its content says, never what its name says."""

    name = models.CharField(_("name"), max_length=200)
    content = models.FileField(_("file"), upload_to=place_of, max_length=120)
    content_type = models.CharField(_("type"), max_length=120)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    alternative = models.CharField(_("alternative text"), max_length=300, blank=True)
    licence = models.CharField(_("licence"), max_length=80, blank=True)
    stored_at = models.DateTimeField(_("stored at"), auto_now_add=True)

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        constraints = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="file_is_not_empty")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("files:file", self.key)

    def get_content_type_display(self) -> str:
        """A text, a picture: no reader need know the names of media types."""
        return str(_IN_WORDS.get(self.content_type, self.content_type))

    def as_record(self) -> dict[str, Any]:
        return {name: value for name, value in super().as_record().items() if name != "stored_at"}


class FileText(Fitted):
    """What is written in a file, so that it is found by its words; derived, and read once.

    Empty where nothing could be read. Whoever sees the file sees it, as it goes with the file.
    """

    without_end = ("text",)

    stored = models.OneToOneField(StoredFile, models.CASCADE, related_name="written")
    text = models.TextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("text of a file")


class PictureQuerySet(models.QuerySet["Picture"]):
    def visible_to(self, acting: Acting) -> Self:
        """As their files are; not those that could not be drawn."""
        return self.filter(stored__audience__in=acting.capacities, width__gt=0)


class Picture(Fitted):
    """A file that is a picture as texts show it: drawn anew, light, with nothing of its file.

    It goes with its file. Without width it could not be drawn, and is not tried again.
    """

    stored = models.OneToOneField(StoredFile, models.CASCADE, related_name="picture")
    content = models.BinaryField(_("content"))
    content_type = models.CharField(_("type"), max_length=20, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    width = models.PositiveIntegerField(_("width in pixels"), default=0)
    height = models.PositiveIntegerField(_("height in pixels"), default=0)

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture for texts")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(width=0, height=0) | models.Q(width__gt=0, height__gt=0),
                name="picture_has_both_sides_or_none",
            )
        ]
