"""The pages of estimates: for colleagues and departments."""
