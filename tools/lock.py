"""Chooses the newest versions that the `.in` files allow and pins them with hashes.

The base first; the extras and the workshop then keep to what it chose. Needs `uv` on the path.
"""

import subprocess
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "requirements"
#: file → what it keeps to.
LOCKS = {
    "base": [],
    "postgres": ["-c", "requirements/base.txt"],
    "redis": ["-c", "requirements/base.txt"],
    "dev": ["-c", "requirements/base.txt"],
}


def main() -> None:
    for name, constraints in LOCKS.items():
        command = ["uv", "pip", "compile", "--quiet", "--generate-hashes", "--no-header"]
        # With their extras: pip matches a pinned `coverage` to a wanted `coverage[toml]` only so.
        command += ["--no-strip-extras", "--no-emit-index-url"]
        command += ["--python-version", "3.11", "--upgrade"]
        command += [f"requirements/{name}.in", "-o", f"requirements/{name}.txt", *constraints]
        subprocess.run(command, check=True, cwd=FOLDER.parent)


if __name__ == "__main__":
    main()
