"""What happens with statements on equal access, and with reports of refusals."""
