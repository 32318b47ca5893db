"""The tables of a new house are made whole, and are the same tables."""

import pytest
from django.db import models
from django.db.migrations import AddConstraint, AddField, AddIndex, AlterField, CreateModel
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from essaim.kernel.tables import folded, lightened

UNIQUE = models.UniqueConstraint(fields=["name"], name="name_once")


def table(name: str) -> CreateModel:
    return CreateModel(name, fields=[("name", models.CharField(max_length=9))])


def once(name: str) -> AddConstraint:
    return AddConstraint(name, UNIQUE)


def kinds(operations: list[Operation]) -> list[str]:
    return [type(operation).__name__ for operation in operations]


def test_constraints_and_indexes_go_into_the_making_of_their_table() -> None:
    index = AddIndex("Town", models.Index(fields=["name"], name="by_name"))
    town, road = folded([table("Town"), table("Road"), once("Town"), index, once("Road")], "x")
    assert town.options["constraints"] == road.options["constraints"] == [UNIQUE]
    assert [index.name for index in town.options["indexes"]] == ["by_name"]


@pytest.mark.parametrize(
    "between",
    [
        AddField("Town", "size", models.IntegerField(default=0)),
        AlterField("Town", "name", models.TextField()),
        RunPython(RunPython.noop),
    ],
    ids=["a column", "another type", "code"],
)
def test_what_follows_another_change_of_the_table_stays_where_it_is(between) -> None:
    operations = [table("Town"), between, once("Town")]
    assert folded(operations, "x") == operations


def test_a_table_that_was_made_before_is_changed_as_ever() -> None:
    operations = [once("Town"), table("Road")]
    assert folded(operations, "x") == operations


def test_a_new_model_is_drawn_alone_and_those_it_points_at_know_of_it() -> None:
    state = ProjectState()
    road = CreateModel("Road", fields=[("town", models.ForeignKey("x.Town", models.CASCADE))])
    lightened(table("Town")).state_forwards("x", state)
    town = state.apps.get_model("x", "Town")
    lightened(road).state_forwards("x", state)
    assert state.apps.get_model("x", "Town") is town
    assert [each.name for each in town._meta.related_objects] == ["road"]
    assert state.apps.get_model("x", "Road")._meta.get_field("town").related_model is town


def test_models_drawn_one_by_one_are_those_that_are_drawn_at_once(settings) -> None:
    """Of the whole house, each with its columns and with what points at it."""
    settings.MIGRATION_MODULES = {}
    graph = MigrationLoader(None).graph
    plan = dict.fromkeys(key for leaf in graph.leaf_nodes() for key in graph.forwards_plan(leaf))
    state = ProjectState()
    assert list(state.apps.get_models()) == []  # drawn from here on
    for key in plan:
        for operation in folded(graph.nodes[key].operations, key[0]):
            if isinstance(operation, CreateModel):  # the others Django draws itself
                lightened(operation).state_forwards(key[0], state)
    assert len(list(state.apps.get_models())) > 90
    assert shown(state) == shown(ProjectState(state.models))


def shown(state: ProjectState) -> dict[str, tuple[object, object]]:
    return {
        model._meta.label: (
            [field.deconstruct() for field in model._meta.local_fields],
            sorted(
                each.field.model._meta.label + each.name for each in model._meta.related_objects
            ),
        )
        for model in state.apps.get_models(include_auto_created=True)
    }


def test_each_migration_of_the_house_leaves_the_same_tables(settings) -> None:
    """As Django knows them: columns, options, constraints and indexes, one by one."""
    settings.MIGRATION_MODULES = {}  # the tests make their tables without
    graph = MigrationLoader(None).graph
    plan = dict.fromkeys(key for leaf in graph.leaf_nodes() for key in graph.forwards_plan(leaf))
    plain, whole, fewer = ProjectState(), ProjectState(), 0
    for key in plan:
        operations = graph.nodes[key].operations
        steps = folded(operations, key[0])
        fewer += len(operations) - len(steps)
        for state, those in ((plain, operations), (whole, steps)):
            for operation in those:
                operation.state_forwards(key[0], state)
    assert drawn(whole) == drawn(plain)
    assert fewer > 100


def drawn(state: ProjectState) -> dict[tuple[str, str], object]:
    def options(model) -> dict[str, object]:
        apart = ("constraints", "indexes")
        lists = {name: sorted(map(repr, model.options.get(name, []))) for name in apart}
        return {**model.options, **lists}

    return {
        key: (
            {name: field.deconstruct()[1:] for name, field in model.fields.items()},
            options(model),
        )
        for key, model in state.models.items()
    }
