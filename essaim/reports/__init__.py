"""The Bilan: templates, composition, checks, figures, snapshots, formats, funder links."""
