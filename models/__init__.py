"""Learned readers (学习模型). None yet: see README.md in this folder."""
