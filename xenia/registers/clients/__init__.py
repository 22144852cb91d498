"""The people the office serves: what each wants to be called, how she may be reached, what she agreed to. Nothing else."""
