"""What the office does for and with people. Its rooms stand on the registers and the ground."""
