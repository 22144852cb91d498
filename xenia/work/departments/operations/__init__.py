"""What happens with statements on equal access."""
