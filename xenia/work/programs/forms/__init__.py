"""What may be typed about programs."""
