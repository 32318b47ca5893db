"""The command `essaim`: Django's commands under the product's name."""

import os
import sys

from django.core.management import execute_from_command_line

from essaim.kernel.errors import RuleBroken


def main() -> None:
    """`essaim COMMAND …`; `essaim help` lists them. `essaim demo` is demo mode by itself.

    What breaks a rule of the house is told in its sentence, as on a page.
    """
    if sys.argv[1:2] == ["demo"]:
        os.environ.setdefault("ESSAIM_DEMO", "yes")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(["essaim", *sys.argv[1:]])
    except RuleBroken as refusal:
        sys.exit(str(refusal))


if __name__ == "__main__":
    main()
