"""What a person types about the ledger."""
