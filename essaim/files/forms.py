"""What is sent and said about a file, made safe."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.files.models import StoredFile
from essaim.kernel.acting import MEMBERS, Acting
from essaim.kernel.intake import ANY, endings
from essaim.kernel.lengths import field_of
from essaim.kernel.models import AUDIENCES
from essaim.kernel.widening import AsksBeforeShowing


class FileDescriptionForm(AsksBeforeShowing):
    """What it shows, and who sees it: among the audiences of which one is."""

    alternative = field_of(
        StoredFile,
        "alternative",
        label=_("What it shows"),
        help_text=_("In a sentence, for those who cannot see it."),
        required=False,
    )
    licence = field_of(StoredFile, "licence", label=_("Licence"), required=False)
    audience = forms.ChoiceField(label=_("Visible to"), initial=MEMBERS)

    def __init__(self, *args: Any, acting: Acting, **options: Any) -> None:
        super().__init__(*args, **options)
        mine = [(code, label) for code, label in AUDIENCES if code in acting.capacities]
        kept = self.initial.get("audience")
        if kept and kept not in dict(AUDIENCES):
            mine.append((kept, _("One group, as now")))
        self.fields["audience"].choices = mine  # type: ignore[attr-defined]


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
        said = {**self.cleaned_data}
        file = said.pop("file")
        return {"content": file, "name": file.name, **said}
