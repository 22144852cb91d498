"""What is asked of colleagues, partners and the person herself."""
