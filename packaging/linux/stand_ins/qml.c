/* libQt6Qml.so.6: Qt's media plugin is linked with it, and takes nothing of it. */
