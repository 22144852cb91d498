"""Lindenport: an invented city, the same in the demo, the tests, the screenshots and the benchmarks."""
