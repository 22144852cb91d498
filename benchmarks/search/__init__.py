"""How well the search understands people, language by language, on directories of different hands."""
