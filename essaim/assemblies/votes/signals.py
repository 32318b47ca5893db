"""What a column above does once a question is settled, within the same act."""

from django.dispatch import Signal

#: Sent with the `resolution` as it was stamped, `by` whom, and `review_on`, the day or None.
settled = Signal()
