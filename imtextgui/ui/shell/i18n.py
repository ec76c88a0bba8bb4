"""The window's language: our translations and those of Qt's own dialogs."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from imtextgui.config import paths

LANGUAGES = ("en", "ja")


def install(app: QCoreApplication, language: str) -> list[QTranslator]:
    """Make ``app`` speak ``language`` ("en" or "ja"); returns what to pass to ``remove``.

    English has a file too: it holds the plural forms.
    """
    QLocale.setDefault(_locale(language))
    own = str(paths.resources() / "translations" / f"imtextgui_{language}.qm")
    of_qt = f"{QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)}/qtbase_{language}.qm"
    installed = []
    for file in (of_qt, own):
        translator = QTranslator(app)
        if translator.load(file):
            app.installTranslator(translator)
            installed.append(translator)
    return installed


def _locale(language: str) -> QLocale:
    """That of the system where it speaks the language, for its country's dates and numbers."""
    system = QLocale.system()
    return system if system.name().startswith(language) else QLocale(language)


def remove(app: QCoreApplication, installed: list[QTranslator]) -> None:
    """Undo ``install``."""
    for translator in installed:
        app.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(QLocale.system())
