"""What people type about requests for records."""
