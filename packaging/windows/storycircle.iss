; The installer for one person, without an administrator: Inno Setup 6,
; ISCC /DVersion=... storycircle.iss; the version is that of storycircle\__init__.py.
; Made by the workflow from dist\story-circle; nobody has run it yet (see README).
#ifndef Version
  #error The version is not given: ISCC /DVersion=...
#endif

[Setup]
AppId={{6B0B2B57-6D0C-4C1B-9E0E-2A63C0A3B0F1}
AppName=Story Circle
AppVersion={#Version}
AppPublisher=The Story Circle authors
DefaultDirName={localappdata}\Programs\Story Circle
DefaultGroupName=Story Circle
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.19044
OutputDir=..\..\dist
OutputBaseFilename=story-circle-{#Version}-windows-setup
SetupIconFile=..\icons\storycircle.ico
UninstallDisplayIcon={app}\Story Circle.exe
LicenseFile=..\..\LICENSE
ChangesAssociations=yes
Compression=lzma2
SolidCompression=yes
; Signing is ready and off: the workflow names a tool where there is a certificate.
#ifdef Sign
SignTool={#Sign}
#endif

[Files]
Source: "..\..\dist\story-circle\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[InstallDelete]
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{userprograms}\Story Circle"; Filename: "{app}\Story Circle.exe"; AppUserModelID: "StoryCircle.StoryCircle"

[Registry]
Root: HKCU; Subkey: "Software\Classes\.circle"; ValueType: string; ValueData: "StoryCircle.File"; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Classes\.circle"; ValueType: string; ValueName: "Content Type"; ValueData: "application/vnd.storycircle.circle"
Root: HKCU; Subkey: "Software\Classes\StoryCircle.File"; ValueType: string; ValueData: "Story Circle file"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\StoryCircle.File\DefaultIcon"; ValueType: string; ValueData: "{app}\Story Circle.exe,0"
Root: HKCU; Subkey: "Software\Classes\StoryCircle.File\shell\open\command"; ValueType: string; ValueData: """{app}\Story Circle.exe"" ""%1"""

[Run]
Filename: "{app}\Story Circle.exe"; Description: "Open Story Circle"; Flags: nowait postinstall skipifsilent
