"""What is kept: documents, readings, reviews, jobs, people (存储)."""
