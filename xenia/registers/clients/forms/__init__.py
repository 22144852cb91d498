"""What people type about the people served."""
