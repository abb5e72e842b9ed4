"""LibreOffice through its API (UNO), for the scripts beside this one."""

import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue


@contextmanager
def running(profile):
    """The desktop of a LibreOffice with this profile, which is closed afterwards whatever happens."""
    pipe = f"linghang-{Path(profile).parent.name}"
    office = subprocess.Popen(
        ["soffice", "--headless", "--norestore", f"-env:UserInstallation={Path(profile).as_uri()}", f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        desktop = reached(pipe)
        yield desktop
        try:
            desktop.terminate()
        except Exception:  # It answers by going away.
            pass
        office.wait(60)
    finally:
        if office.poll() is None:
            office.kill()


def reached(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:
            time.sleep(0.25)
    raise SystemExit("LibreOffice did not start")


def opened(desktop, path, *options):
    """The document, without a window; None where LibreOffice cannot open it."""
    return desktop.loadComponentFromURL(Path(path).absolute().as_uri(), "_blank", 0, (value("Hidden", True), *options))


def value(name, content):
    return PropertyValue(Name=name, Value=content)
