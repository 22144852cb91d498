"""Speed and weight, measured on the machine at hand; figures of this folder are for a 2-core machine."""
