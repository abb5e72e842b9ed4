"""Opens a file in LibreOffice with a password and tells the names of its sheets as JSON; null if it does not open.

python3 sealed.py FOLDER FILE PASSWORD
"""

import json
import pathlib
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue

folder, file, password = sys.argv[1:]
pipe = "linghang-sealed"
profile = pathlib.Path(folder, "profile-sealed").absolute().as_uri()
office = subprocess.Popen(
    ["soffice", "--headless", "--norestore", f"-env:UserInstallation={profile}", f"--accept=pipe,name={pipe};urp"],
    stdout=subprocess.DEVNULL,
    stderr=subprocess.DEVNULL,
)
resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
for _ in range(600):
    try:
        context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.1)
else:
    office.kill()
    sys.exit("LibreOffice does not answer")
desktop = context.ServiceManager.createInstance("com.sun.star.frame.Desktop")


def property(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


options = [property("Hidden", True), property("ReadOnly", True)]
if password:
    options.append(property("Password", password))
sheets = None
try:
    document = desktop.loadComponentFromURL(pathlib.Path(file).absolute().as_uri(), "_blank", 0, tuple(options))
    if document is not None:
        sheets = list(document.Sheets.ElementNames)
        document.close(True)
except Exception:
    pass
print(json.dumps({"sheets": sheets}, ensure_ascii=False))
try:
    desktop.terminate()
except Exception:
    pass
try:
    office.wait(30)
except subprocess.TimeoutExpired:
    office.kill()
