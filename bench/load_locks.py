"""An import of thousands of rows, and people who write meanwhile: how long each waits."""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from statistics import median, quantiles
from threading import Event, Thread

from bs4 import BeautifulSoup

from bench.lines import Line
from tests.callers import Answer, Caller
from tests.journeys.house import House

ROWS = 6_000
#: Seconds after which the import is left as it stands.
BOUND = 60
#: Seconds between two things that one person does.
BREATH = 0.2
IMPORT = "/imports/nouveau/actions/"


def lines(house: House, session: str) -> Iterator[Line]:
    """Two people note organisations and one asks for sign-in codes, until the import is through."""
    importer = Caller(house.address, session=session)
    table = "".join(f"Atelier numéro {at};{at % 28 + 1:02}/05/2024\n" for at in range(ROWS))
    file = ("suivi.csv", f"Titre;Début\n{table}".encode())
    is_over, answers = Event(), list[Answer]()
    writers = [note_organisation(house, session, who) for who in ("a", "b")]
    works = [*writers, ask_for_codes(house)]
    threads = [Thread(target=again, args=(work, answers, is_over)) for work in works]
    for thread in threads:
        thread.start()
    started = time.monotonic()
    read = importer.send(IMPORT, importer.fields(IMPORT), {"file": file})
    applied = importer.send(f"{read.to}appliquer/", importer.fields(read.to))
    done = 0
    while time.monotonic() - started < BOUND and (done := rows_done(importer, read.to)) < ROWS:
        time.sleep(1)
    taken = time.monotonic() - started
    is_over.set()
    for thread in threads:
        thread.join()
    yield Line(f"import of {ROWS} rows, among writers", f"{done} rows in {taken:.0f} s")
    yield Line(
        "— reading the file, asking to apply", f"{read.seconds:.1f} s, {applied.seconds:.1f} s"
    )
    yield from waits(answers)


def again(work: Callable[[], Answer], answers: list[Answer], is_over: Event) -> None:
    while not is_over.wait(BREATH):
        answers.append(work())


def note_organisation(house: House, session: str, who: str) -> Callable[[], Answer]:
    caller, path = Caller(house.address, session=session), "/reseau/organisations/ajouter/"
    numbers = iter(range(1_000_000))

    def work() -> Answer:
        fields = caller.fields(path)
        return caller.send(path, {**fields, "name": f"Notée {who} {next(numbers)}"})

    return work


def ask_for_codes(house: House) -> Callable[[], Answer]:
    path = "/compte/entrer/"
    numbers = iter(range(1_000_000))

    def work() -> Answer:
        caller = Caller(house.address)
        fields = caller.fields(path)
        return caller.send(path, {**fields, "email": f"voisine{next(numbers)}@reseau.example"})

    return work


def rows_done(caller: Caller, path: str) -> int:
    """As the page of the run tells it, while it is at work and after."""
    page = BeautifulSoup(caller.open(path).text, "html.parser")
    bar = page.select_one("progress")
    if bar is not None:
        return int(str(bar.get("value", "0")))
    applied = page.find(string=re.compile(r"Lignes appliquées"))
    return int(re.sub(r"\D", "", str(applied).partition("sur")[0])) if applied else 0


def waits(answers: Sequence[Answer]) -> Iterator[Line]:
    taken = sorted(answer.seconds for answer in answers)
    yield Line("— things written meanwhile", str(len(taken)))
    if len(taken) > 1:
        late = quantiles(taken, n=20)[-1]
        measured = f"{median(taken):.2f} s, {late:.2f} s, {taken[-1]:.2f} s"
        yield Line("— each waits: median, 95 of 100, longest", measured, "≤ 0.3 s, , ≤ 1 s")
    failures = [answer.status for answer in answers if answer.status >= 500]
    yield Line("— answers from 500", f"{len(failures)} {sorted(set(failures))}", "0")
