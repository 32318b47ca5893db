"""How templates are read, and what is drawn beside them."""

import re
from html import escape
from typing import Any

from django.template import Origin
from django.template.loaders import app_directories

INDENT = re.compile(r"\n[ \t]+")


class Loader(app_directories.Loader):
    """Pages without the indentation of their lines: a long list is a fifth lighter.

    Lines stay, so that an error names its own. What a template puts in a `pre` or a `textarea`
    begins at the margin, or comes from a variable, which is left as it is.
    """

    def get_contents(self, origin: Origin) -> str:
        contents = super().get_contents(origin)
        return INDENT.sub("\n", contents) if origin.name.endswith(".html") else contents


def escaped(value: Any) -> str:
    """As `conditional_escape`, which asks of each text whether it is lazy: lists have hundreds."""
    written = getattr(value, "__html__", None)
    return written() if written is not None else escape(str(value))
