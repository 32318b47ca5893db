"""Home, navigation, dashboards, privacy pages: the only room that may know every room."""
