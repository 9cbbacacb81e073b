"""One spaCy component a module; they never import one another, they talk through the Doc."""
