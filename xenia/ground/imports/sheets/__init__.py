"""The sheets of the rooms below this one: colleagues, and the days the office is closed."""
