"""What is asked about referrals."""
