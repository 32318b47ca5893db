"""A new house makes each of its tables once.

The first migrations of a room make a table, then add its constraints one by one; SQLite makes the
table anew for each, and Django draws every model that it touches again. Here a constraint or an
index goes into the making of its table, where both stand in one migration: half the time, and the
same tables.
"""

import gc
from collections.abc import Sequence
from typing import Any, cast

from django.db.migrations import Migration
from django.db.migrations.operations import AddConstraint, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


def make_tables_whole(plan: Sequence[tuple[Migration, bool]], **_signal: Any) -> None:
    """Django's signal `pre_migrate`: before a plan is carried out, forwards or back."""
    for migration, _is_backwards in plan:
        steps = cast(list[Operation], migration.operations)
        steps[:] = [lightened(step) for step in folded(steps, migration.app_label)]
    gc.freeze()  # Models come and go by thousands: what stays is not looked through each time.


def folded(operations: Sequence[Operation], room: str) -> list[Operation]:
    """The same tables in fewer steps; what follows another change of a table stays apart."""
    result: list[Operation] = []
    places: dict[str, int] = {}  # name of a model → where it is made, as nothing touched it since
    for operation in operations:
        name = getattr(operation, "model_name_lower", None)
        if isinstance(operation, CreateModel):
            places[operation.name_lower] = len(result)
        elif name in places and isinstance(operation, AddConstraint | AddIndex):
            place = places[name]
            result[place] = _with(result[place], operation, room)
            continue
        elif name is None:
            places.clear()
        else:
            places.pop(name, None)
        result.append(operation)
    return result


def _with(table: Operation, part: Operation, room: str) -> Operation:
    """Django's own way to join the two; the squashing of migrations takes it as well."""
    (whole,) = cast(Sequence[Operation], table.reduce(part, room))
    return whole


class _NewTable(CreateModel):
    """Draws the new model alone.

    Django draws anew all that is related to it, however far: half of a new house's time. That is
    for a model that takes the place of another; nothing points yet at one that is new, and those
    at which it points ask the registry what points at them.
    """

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        drawn = state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)
        if drawn is not None:
            drawn.render_multiple([state.models[app_label, self.name_lower]])
            state.__dict__["apps"] = drawn


class _NewConstraint(AddConstraint):
    """Tells the drawn model of its constraint, and draws neither it nor its relations anew.

    The model of before is the same one: Django gives the constraint itself to the database, and
    the one before to nobody.
    """

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        drawn = state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)
        if drawn is not None:
            options = drawn.get_model(app_label, self.model_name_lower)._meta
            options.constraints = [*options.constraints, self.constraint]
            state.__dict__["apps"] = drawn


def lightened(step: Operation) -> Operation:
    """The same step; what makes a table or a constraint draws no other model anew."""
    if isinstance(step, CreateModel):
        return _NewTable(step.name, step.fields, step.options, step.bases, step.managers)
    if isinstance(step, AddConstraint):
        return _NewConstraint(step.model_name, step.constraint)
    return step
