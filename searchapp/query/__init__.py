"""What a user asks for: the query tree and its text, the request, the answer; no engine is known here."""
