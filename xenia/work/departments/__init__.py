"""What the office asks of city departments: whom each service serves, and under which law."""
