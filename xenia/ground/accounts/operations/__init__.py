"""What happens with people and their access: one function, one event of the office's day."""
