"""The ways in and out: command line, batches of files, exports (命令行与导出)."""
