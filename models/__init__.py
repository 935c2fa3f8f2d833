"""Learned readers (学习模型): see README.md in this folder."""
