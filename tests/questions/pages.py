"""What tests of questionnaires read and send: pages, tables, codes, files."""

from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from essaim.questions.models import Version
from tests.factories.files import PDF


def url(name: str, row, *more: str) -> str:
    return reverse(f"questions:{name}", args=[row.key, *more])


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def table_of(response) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return [[cell.strip('"') for cell in line.split(";")] for line in text.strip().splitlines()]


def codes(version: Version | None) -> list[str]:
    return [question.code for question in version.schema.questions] if version else []


def upload(name: str = "rapport.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
