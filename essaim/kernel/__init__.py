"""What every room stands on, with no tables: manifest, audiences, rules, dates, markup, look."""
