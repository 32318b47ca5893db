"""Fields and questionnaires as data: conditions, versions, answers, what they sum up to."""
