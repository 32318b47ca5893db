"""People who sign in, their house roles, and the actors whose keys the journal keeps."""
