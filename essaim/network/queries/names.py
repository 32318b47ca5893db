"""Whether a text names somebody of the register: what may not leave the house under their name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from essaim.kernel.text import fold_words
from essaim.network.models import Person

#: Words before a family name by which it is that of somebody.
_TITLES = frozenset({"m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle", "dr"})


@dataclass(frozen=True)
class Names:
    """Names of people as words, folded: the family name of each, by its first word, and the given
    one.
    """

    by_first_word: Mapping[str, Sequence[tuple[list[str], frozenset[str]]]]

    @classmethod
    def of(cls, names: Iterable[tuple[str, str]]) -> "Names":
        """Of given names with family names, either of which may be empty."""
        index = defaultdict(list)
        for given, family in names:
            words = fold_words(family) or fold_words(given)
            if words:
                beside = frozenset(fold_words(given) if fold_words(family) else ())
                index[words[0]].append((words, beside))
        return cls(dict(index))

    def stand_in(self, text: str) -> bool:
        """A family name whose given name stands somewhere too, or after its initial or “Mme”.

        A family name alone may be any word: “Petit”, “Marchand”.
        """
        words = fold_words(text)
        present = frozenset(words)
        for place, word in enumerate(words):
            before = words[place - 1] if place else ""
            for family, given in self.by_first_word.get(word, ()):
                is_whole = words[place : place + len(family)] == family
                initials = {name[0] for name in given}
                if is_whole and (not given or given & present or before in initials | _TITLES):
                    return True
        return False


def names_of_people() -> Names:
    """Of everybody who is not erased, whoever reads: one query."""
    people = Person.objects.filter(erased_at=None).order_by()
    return Names.of(people.values_list("given_name", "family_name"))
