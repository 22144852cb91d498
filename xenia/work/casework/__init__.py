"""What the office does for a person: her intake, what she needs, her visits, the matters it works on."""
