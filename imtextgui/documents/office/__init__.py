"""Office documents: Word, Excel, PowerPoint and OpenDocument."""
