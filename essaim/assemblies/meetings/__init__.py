"""Meetings of bodies, and their agendas."""
