@echo off
rem Installs imtextgui from the wheels beside this script, without a network, into a virtual environment of its own.
rem   install.bat [FOLDER]     by default %%LOCALAPPDATA%%\imtextgui-program; then FOLDER\Scripts\imtextgui.exe starts it
setlocal
set FOLDER=%~1
if "%FOLDER%"=="" set FOLDER=%LOCALAPPDATA%\imtextgui-program
py -3 -m venv "%FOLDER%" || exit /b 1
"%FOLDER%\Scripts\python" -m pip --isolated --disable-pip-version-check install --no-index --find-links "%~dp0wheels" --require-hashes --requirement "%~dp0requirements.txt" || exit /b 1
"%FOLDER%\Scripts\imtextgui" doctor
echo Start it with: "%FOLDER%\Scripts\imtextgui"
