"""Files of answers lie in a folder of each test."""

import pytest


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
