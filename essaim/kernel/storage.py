"""Static files of a production house: hashed names, compressed copies."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Leaves source maps alone: packages ship scripts whose map they leave out."""

    patterns = tuple(
        (
            ending,
            tuple(
                rule
                for rule in rules
                if "sourceMappingURL" not in (rule if isinstance(rule, str) else rule[0])
            ),
        )
        for ending, rules in CompressedManifestStaticFilesStorage.patterns
    )
