"""Bulk indexing on an existing scheduler, started as ``imtextgui-cluster``; the program itself never imports it."""
