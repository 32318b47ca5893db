"""Rich text for everyone: one field, figures cited by name, pictures, two writers, versions."""
