"""Open311 GeoReport v2, as other software speaks it: what we answer, and how we ask a city's server."""
