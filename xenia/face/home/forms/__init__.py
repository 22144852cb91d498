"""What is typed on the public pages, and on lists to hand over."""
