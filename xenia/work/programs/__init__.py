"""Programs: classes, clinics and case places with a number of places, and who takes part."""
