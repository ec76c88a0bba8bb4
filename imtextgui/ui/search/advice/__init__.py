"""What the window says and offers where nothing was asked, nothing fits or nothing fits well."""
