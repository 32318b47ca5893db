"""The command `essaim`: Django's commands under the product's name."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """`essaim COMMAND …`; `essaim help` lists them. `essaim demo` is demo mode by itself."""
    if sys.argv[1:2] == ["demo"]:
        os.environ.setdefault("ESSAIM_DEMO", "yes")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    execute_from_command_line(["essaim", *sys.argv[1:]])


if __name__ == "__main__":
    main()
