"""Who consults in writing between two meetings, reminds, and closes."""

from essaim.assemblies.rules.holders import convenes_body, convenes_to, presides

consult_in_writing = convenes_body
remind_voters = report_unclosed = convenes_to
close_consultation = withdraw_consultation = presides
