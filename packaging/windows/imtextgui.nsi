; Installer for one user of Windows, made on Linux with NSIS:
;   makensis -DVERSION=0.1.0 -DNUMBERS=0.1.0.0 -DSOURCE=folder -DICON=file -DLICENCE=file -DOUT=file [-DSIGN=command]
;     [-DCOMPRESSOR=lzma] imtextgui.nsi
; Silent: imtextgui-VERSION-setup.exe /S [--install-folder="C:\folder"]; status 0 done, 2 stopped, 5 the program is running.
; NSIS's own /D=C:\folder does the same, as the last word and without quotes.
; Writes below HKEY_CURRENT_USER and the user's own folders only, so that it asks for no rights. Data of the user, which
; lies elsewhere, stays when the program is removed.
Target amd64-unicode
Unicode true
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
; Not solid: large solid archives are slow to install and look packed to virus scanners.
!ifndef COMPRESSOR
  !define COMPRESSOR zlib
!endif
SetCompressor /FINAL ${COMPRESSOR}
Name "imtextgui"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\imtextgui"
InstallDirRegKey HKCU "Software\imtextgui" "folder"
BrandingText "imtextgui ${VERSION}"
VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "imtextgui"
VIAddVersionKey "FileDescription" "imtextgui"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "CompanyName" "The imtextgui authors"
VIAddVersionKey "LegalCopyright" "The imtextgui authors, Apache License 2.0"
!ifdef SIGN
  ; Without the comparison an installer would be made that is not signed.
  !finalize '${SIGN} "%1"' = 0
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\imtextgui.exe"
!include MUI2.nsh
!include FileFunc.nsh
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
; Where the system speaks neither, the first counts.
!insertmacro MUI_LANGUAGE English
!insertmacro MUI_LANGUAGE Japanese

LangString Running ${LANG_ENGLISH} "imtextgui is running. Close its windows, then try again."
LangString Running ${LANG_JAPANESE} "imtextgui が動いています。ウィンドウを閉じてから、もう一度お試しください。"
LangString SearchWith ${LANG_ENGLISH} "Search with imtextgui"
LangString SearchWith ${LANG_JAPANESE} "imtextgui で検索"
LangString OpenCatalogue ${LANG_ENGLISH} "Open as imtextgui catalogue"
LangString OpenCatalogue ${LANG_JAPANESE} "imtextgui のカタログとして開く"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\imtextgui"
!define CLASSES "Software\Classes"

; Stop where one of the programs is running: what Windows has loaded it lets nobody open for writing.
!macro RefuseWhileRunning UN
Function ${UN}RefuseIfInUse
  IfFileExists "$R0" 0 free
  ClearErrors
  FileOpen $R1 "$R0" a
  IfErrors in_use
  FileClose $R1
  Goto free
in_use:
  MessageBox MB_OK|MB_ICONSTOP "$(Running)" /SD IDOK
  SetErrorLevel 5
  Quit
free:
FunctionEnd

Function ${UN}RefuseWhileRunning
  StrCpy $R0 "$INSTDIR\imtextgui.exe"
  Call ${UN}RefuseIfInUse
  StrCpy $R0 "$INSTDIR\imtextgui-cli.exe"
  Call ${UN}RefuseIfInUse
FunctionEnd

; Only what an installation made, by name, and only where one is: the folder may hold files of the user's.
Function ${UN}RemoveProgram
  IfFileExists "$INSTDIR\imtextgui.exe" 0 nothing
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\imtextgui.exe"
  Delete "$INSTDIR\imtextgui-cli.exe"
  Delete "$INSTDIR\policy.example.toml"
  Delete "$INSTDIR\LICENSE"
nothing:
FunctionEnd
!macroend
!insertmacro RefuseWhileRunning ""
!insertmacro RefuseWhileRunning "un."

; Takes the folder of --install-folder=, of which the folder or all of it may be in quotes. NSIS's own GetOptions does not
; find an option that is in quotes, as most programs pass one that has a space.
Function .onInit
  StrCpy $R0 "--install-folder="
  StrLen $R1 $R0
  StrCpy $R2 -1
look:
  IntOp $R2 $R2 + 1
  StrCpy $R3 $CMDLINE $R1 $R2
  StrCmp $R3 "" done
  StrCmp $R3 $R0 0 look
  IntOp $R3 $R2 - 1
  StrCpy $R4 $CMDLINE 1 $R3
  IntOp $R2 $R2 + $R1
  StrCpy $R5 $CMDLINE "" $R2
  StrCpy $R6 $R5 1
  StrCmp $R6 '"' 0 ending
  StrCpy $R5 $R5 "" 1
  StrCpy $R4 '"'
ending:
  StrCmp $R4 '"' measure
  StrCpy $R4 " "
measure:
  StrCpy $R2 -1
more:
  IntOp $R2 $R2 + 1
  StrCpy $R6 $R5 1 $R2
  StrCmp $R6 "" cut
  StrCmp $R6 $R4 cut more
cut:
  StrCpy $INSTDIR $R5 $R2
done:
FunctionEnd

Section
  Call RefuseWhileRunning
  ; An older version may have files that this one has not.
  Call RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  WriteRegStr HKCU "Software\imtextgui" "folder" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "imtextgui"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The imtextgui authors"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\imtextgui.exe"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0

  WriteRegStr HKCU "${CLASSES}\Applications\imtextgui.exe\shell\open\command" "" '"$INSTDIR\imtextgui.exe" --open "%1"'
  !macro Picture SUFFIX
    WriteRegStr HKCU "${CLASSES}\Applications\imtextgui.exe\SupportedTypes" "${SUFFIX}" ""
  !macroend
  !insertmacro Picture ".jpg"
  !insertmacro Picture ".jpeg"
  !insertmacro Picture ".png"
  !insertmacro Picture ".webp"
  !insertmacro Picture ".heic"
  !insertmacro Picture ".bmp"
  !insertmacro Picture ".tif"
  !insertmacro Picture ".tiff"
  WriteRegStr HKCU "${CLASSES}\SystemFileAssociations\image\shell\imtextgui" "" "$(SearchWith)"
  WriteRegStr HKCU "${CLASSES}\SystemFileAssociations\image\shell\imtextgui" "Icon" "$INSTDIR\imtextgui.exe"
  WriteRegStr HKCU "${CLASSES}\SystemFileAssociations\image\shell\imtextgui\command" "" '"$INSTDIR\imtextgui.exe" --open "%1"'
  WriteRegStr HKCU "${CLASSES}\Directory\shell\imtextgui" "" "$(OpenCatalogue)"
  WriteRegStr HKCU "${CLASSES}\Directory\shell\imtextgui" "AppliesTo" 'System.ItemName:"catalogue"'
  WriteRegStr HKCU "${CLASSES}\Directory\shell\imtextgui\command" "" '"$INSTDIR\imtextgui.exe" --open "%1"'
  CreateShortcut "$SMPROGRAMS\imtextgui.lnk" "$INSTDIR\imtextgui.exe"
  ${RefreshShellIcons}
SectionEnd

Section Uninstall
  Call un.RefuseWhileRunning
  Call un.RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\imtextgui.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "${CLASSES}\Applications\imtextgui.exe"
  DeleteRegKey HKCU "${CLASSES}\SystemFileAssociations\image\shell\imtextgui"
  DeleteRegKey HKCU "${CLASSES}\Directory\shell\imtextgui"
  DeleteRegKey HKCU "Software\imtextgui"
  ${RefreshShellIcons}
SectionEnd
