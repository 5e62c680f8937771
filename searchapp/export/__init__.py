"""Articles written for other programs: pure functions from articles to text, piece by piece, without any input."""
