"""A web process that dies when a request asks it to: for tests of a served house."""
