"""One engine for every import and every long task: runs, rows, preview, undo, resumption."""
