/* libQt6Quick.so.6: what Qt's media plugin takes of Qt Quick, and no more.
 *
 * The plugin asks whether a window that is to be recorded is one of Qt Quick's. The app records no
 * window, and has none of Qt Quick's: no object is ever of a class without a name, so the second is
 * never called. */
#include <stdlib.h>

/* QQuickWindow::staticMetaObject: as large as Qt's, and of nobody. */
const void *_ZN12QQuickWindow16staticMetaObjectE[7];

/* QQuickWindow::grabWindow() */
void _ZN12QQuickWindow10grabWindowEv(void)
{
    abort();
}
