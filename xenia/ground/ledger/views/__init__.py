"""The ledger's staff pages."""
