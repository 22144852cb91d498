"""Names leave, counts stay: proofs over the whole house."""
