"""Work off the window's thread: tasks that belong to a widget, thumbnails, garbage collection."""
