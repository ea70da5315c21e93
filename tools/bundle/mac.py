"""What macOS is told of the app: its name, the files it opens, and why it asks to see a folder."""

from typing import Any

_WHY = "Story Circle opens the files that you choose there, and saves them where you say."
ASKED = ("Desktop", "Documents", "Downloads", "RemovableVolumes", "NetworkVolumes")
"""The folders that macOS lets no app see before somebody has said yes: with a question that has the
app's own reason in it, where the app gives one.
"""
INFO: dict[str, Any] = {
    "CFBundleDisplayName": "Story Circle",
    "NSHighResolutionCapable": True,
    "LSMinimumSystemVersion": "13.0",
    "CFBundleDocumentTypes": [
        {
            "CFBundleTypeName": "Story Circle file",
            "CFBundleTypeRole": "Editor",
            "LSHandlerRank": "Owner",
            "LSItemContentTypes": ["org.storycircle.circle"],
        }
    ],
    "UTExportedTypeDeclarations": [
        {
            "UTTypeIdentifier": "org.storycircle.circle",
            "UTTypeDescription": "Story Circle file",
            "UTTypeConformsTo": ["public.data"],
            "UTTypeTagSpecification": {
                "public.filename-extension": ["circle"],
                "public.mime-type": ["application/vnd.storycircle.circle"],
            },
        }
    ],
    "NSCameraUsageDescription": "Story Circle reads the codes that another laptop’s screen shows, "
    "while you are on that page. Nothing is recorded.",
    **{
        f"NS{folder}{'' if 'Volumes' in folder else 'Folder'}UsageDescription": _WHY
        for folder in ASKED
    },
}
