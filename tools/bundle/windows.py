"""What Windows shows of a program: its name, version and whose it is."""

import importlib
from typing import Any

_LANGUAGE = "080904B0"  # English of the United Kingdom, in Unicode


def version_resource(program: str, version: str) -> Any:
    """The version resource of a program of the bundle, as PyInstaller takes it."""
    made = importlib.import_module("PyInstaller.utils.win32.versioninfo")
    four = (*map(int, version.split(".")), 0)
    words = {
        "CompanyName": "The Story Circle authors",
        "FileDescription": "Story Circle",
        "FileVersion": version,
        "InternalName": program,
        "LegalCopyright": "MIT licence",
        "OriginalFilename": f"{program}.exe",
        "ProductName": "Story Circle",
        "ProductVersion": version,
    }
    table = made.StringTable(_LANGUAGE, [made.StringStruct(*pair) for pair in words.items()])
    return made.VSVersionInfo(
        ffi=made.FixedFileInfo(filevers=four, prodvers=four),
        kids=[
            made.StringFileInfo([table]),
            made.VarFileInfo([made.VarStruct("Translation", [0x0809, 0x04B0])]),
        ],
    )
