; Inno Setup 6 script of the installer for Windows. Written from Inno Setup's documentation; never run so far.
;   iscc /DVersion=0.1.0 packaging\windows\imtextgui.iss     after PyInstaller made build\frozen\imtextgui
; Silent: imtextgui-setup.exe /VERYSILENT /SUPPRESSMSGBOXES [/ALLUSERS | /CURRENTUSER] [/DIR=...]

#ifndef Version
  #error Version is not given: /DVersion=...
#endif

[Setup]
AppId={{6C9E0F4A-6D1B-4C0B-9C55-6F0A3B8E7B11}
AppName=imtextgui
AppVersion={#Version}
AppPublisher=The imtextgui authors
DefaultDirName={autopf}\imtextgui
DefaultGroupName=imtextgui
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=commandline dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
OutputDir=..\..\dist
OutputBaseFilename=imtextgui-{#Version}-setup
SetupIconFile=..\..\build\icons\imtextgui.ico
UninstallDisplayIcon={app}\imtextgui.exe
LicenseFile=..\..\LICENSE
; Solid archives of large programs are slow to install and look packed to virus scanners.
Compression=lzma2/normal
SolidCompression=no
ChangesAssociations=yes
CloseApplications=yes
SetupLogging=yes
#ifdef SignTool
SignTool={#SignTool}
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "ja"; MessagesFile: "compiler:Languages\Japanese.isl"

[CustomMessages]
en.SearchWith=Search with imtextgui
ja.SearchWith=imtextgui で検索
en.Catalogue=imtextgui catalogue
ja.Catalogue=imtextgui カタログ
en.Associate=Offer "Search with imtextgui" for pictures
ja.Associate=写真のメニューに「imtextgui で検索」を追加する

[Tasks]
Name: "pictures"; Description: "{cm:Associate}"
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Files]
Source: "..\..\build\frozen\imtextgui\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs
Source: "..\policy.example.toml"; DestDir: "{app}"; Flags: ignoreversion

[Icons]
Name: "{group}\imtextgui"; Filename: "{app}\imtextgui.exe"
Name: "{autodesktop}\imtextgui"; Filename: "{app}\imtextgui.exe"; Tasks: desktopicon

[Registry]
; HKA is the machine or the user, as it is installed. Everything goes when the program is removed.
Root: HKA; Subkey: "Software\Classes\Applications\imtextgui.exe\shell\open\command"; ValueType: string; ValueData: """{app}\imtextgui.exe"" --open ""%1"""; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\SystemFileAssociations\image\shell\imtextgui"; ValueType: string; ValueData: "{cm:SearchWith}"; Flags: uninsdeletekey; Tasks: pictures
Root: HKA; Subkey: "Software\Classes\SystemFileAssociations\image\shell\imtextgui"; ValueType: string; ValueName: "Icon"; ValueData: "{app}\imtextgui.exe"; Tasks: pictures
Root: HKA; Subkey: "Software\Classes\SystemFileAssociations\image\shell\imtextgui\command"; ValueType: string; ValueData: """{app}\imtextgui.exe"" --open ""%1"""; Tasks: pictures
Root: HKA; Subkey: "Software\Classes\Directory\shell\imtextgui"; ValueType: string; ValueData: "{cm:Catalogue}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Directory\shell\imtextgui"; ValueType: string; ValueName: "AppliesTo"; ValueData: "System.ItemName:""catalogue"""
Root: HKA; Subkey: "Software\Classes\Directory\shell\imtextgui\command"; ValueType: string; ValueData: """{app}\imtextgui.exe"" --open ""%1"""

[Run]
Filename: "{app}\imtextgui.exe"; Description: "{cm:LaunchProgram,imtextgui}"; Flags: nowait postinstall skipifsilent
