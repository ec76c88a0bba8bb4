"""Work off the window's thread: lanes, tasks that belong to a widget, thumbnails, garbage collection."""
