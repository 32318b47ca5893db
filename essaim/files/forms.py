"""What is sent and said about a file, made safe."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from essaim.files.apart import Unreadable
from essaim.files.drawing import Drawing, drawing_of
from essaim.files.models import StoredFile
from essaim.kernel.acting import Acting
from essaim.kernel.audiences import audiences_of
from essaim.kernel.intake import ANY, IMAGES, endings, inspect
from essaim.kernel.nodes import DECORATES
from essaim.kernel.refusals import Refused
from essaim.kernel.rowforms import RowForm
from essaim.kernel.widening import AsksBeforeShowing


class FileDescriptionForm(AsksBeforeShowing, RowForm[StoredFile]):
    """What it shows, and who sees it: among the audiences of which one is."""

    class Meta(RowForm.Meta):
        model = StoredFile
        fields = ("alternative", "licence", "audience")
        labels: ClassVar = {"alternative": _("What it shows")}
        help_texts: ClassVar = {"alternative": _("In a sentence, for those who cannot see it.")}

    def __init__(self, *args: Any, acting: Acting, **options: Any) -> None:
        super().__init__(*args, audiences=audiences_of(acting), **options)


class StoreFileForm(FileDescriptionForm):
    """A file to keep. What it is, its content says."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": endings(ANY)}),
        allow_empty_file=True,  # refused by its name, as every other file
    )
    field_order: tuple[str, ...] = ("file", "alternative", "audience", "licence")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["shows_more"]  # nothing hands it out yet

    def arguments(self) -> dict[str, Any]:
        """The file with its name, and what is said about it."""
        description = {**self.cleaned_data}
        file = description.pop("file")
        return {"content": file, "name": file.name, **description}


class PictureForm(StoreFileForm):
    """A picture for texts, drawn before anything is kept; what it shows, or that it decorates."""

    file = forms.FileField(
        label=_("Picture"), widget=forms.FileInput(attrs={"accept": endings(IMAGES)})
    )

    class Meta(StoreFileForm.Meta):
        labels: ClassVar = {"alternative": _("What the picture shows")}

    only_decorates = forms.BooleanField(label=_("It only decorates"), required=False)
    field_order = ("file", "alternative", "only_decorates", "audience", "licence")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.pop("only_decorates", False):
            data["alternative"] = DECORATES
        elif not data.get("alternative"):
            sentence = gettext("Say what it shows, for those who cannot see it.")
            self.add_error("alternative", sentence)
        if not self.errors:
            data["drawing"] = self._drawing(data["file"])
        return data

    def _drawing(self, file: Any) -> Drawing | None:
        """In a process of its own, and before the database waits for anything."""
        try:
            inspect(file, file.name, IMAGES, limit=settings.UPLOAD_LIMIT)
            return drawing_of(file.read())
        except (Refused, Unreadable) as refusal:
            sentence = gettext("This picture cannot be read: save it anew, or choose another.")
            self.add_error("file", str(refusal) if isinstance(refusal, Refused) else sentence)
            return None
        finally:
            file.seek(0)
