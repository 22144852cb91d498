"""What the office can say: profiles and the yearly report. Its rooms come with the work they count."""
