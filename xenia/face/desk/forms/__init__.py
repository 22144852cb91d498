"""What staff may type into the settings, and how we tell them it is wrong."""
