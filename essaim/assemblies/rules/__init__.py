"""Who may do what with bodies, meetings and votes: one rule for each action, under its name."""

from essaim.assemblies.rules.sitting import (
    ask_to_speak,
    begin_turn,
    close_meeting,
    end_turn,
    open_meeting,
    record_arrival,
    record_departure,
    take_item,
    undo_arrival,
    undo_departure,
    view_sitting,
    withdraw_turn,
)

__all__ = [
    "ask_to_speak",
    "begin_turn",
    "close_meeting",
    "end_turn",
    "open_meeting",
    "record_arrival",
    "record_departure",
    "take_item",
    "undo_arrival",
    "undo_departure",
    "view_sitting",
    "withdraw_turn",
]
