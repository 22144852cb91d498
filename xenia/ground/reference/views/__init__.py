"""The pages of this room: what the law asks, and since when."""
