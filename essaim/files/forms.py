"""What is sent and said about a file, made safe."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.files.models import StoredFile
from essaim.kernel.acting import Acting
from essaim.kernel.audiences import audiences_of
from essaim.kernel.intake import ANY, endings
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
    field_order = ("file", "alternative", "audience", "licence")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["shows_more"]  # nothing hands it out yet

    def arguments(self) -> dict[str, Any]:
        """The file with its name, and what is said about it."""
        description = {**self.cleaned_data}
        file = description.pop("file")
        return {"content": file, "name": file.name, **description}
