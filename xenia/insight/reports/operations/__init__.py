"""Everything that changes a report, a call for counts or a recommendation."""
