"""How the formats of `formats.FORMATS` are called where one is chosen."""

from django.utils.translation import gettext as _


def format_names() -> list[tuple[str, str]]:
    """Each code with its name, the one that most people want first."""
    return [
        ("pdf", _("PDF")),
        ("docx", _("Word (DOCX)")),
        ("odt", _("LibreOffice (ODT)")),
        ("html", _("Web page (HTML)")),
        ("md", _("Text (Markdown)")),
        ("pack", _("Data (ZIP)")),
    ]
