"""Which rows others point at, in whatever room."""

from collections.abc import Collection, Sequence

from django.db import models


def cited(rows: Sequence[models.Model], parts: Collection[str] = ()) -> set[int]:
    """The ids of those at which a row points that is no part of them. A query a model.

    `parts`: names of the models that stand and fall with them, as `evidence`.
    """
    ids: set[int] = set()
    for relation in type(rows[0])._meta.related_objects if rows else ():
        model, name = relation.related_model, relation.field.name
        if model._meta.model_name not in parts:
            pointing = model._base_manager.filter(**{f"{name}__in": rows})
            ids.update(pointing.values_list(name, flat=True))
    return ids
