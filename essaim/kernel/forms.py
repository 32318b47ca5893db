"""How forms of the house are drawn."""

from django.forms.renderers import TemplatesSetting


class HouseRenderer(TemplatesSetting):
    """Fields and errors from our own templates."""
