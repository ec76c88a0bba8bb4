"""The window itself: start, navigation, menus, messages, sessions."""
