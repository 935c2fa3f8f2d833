"""Jobs: claimed, done, given up (任务)."""
