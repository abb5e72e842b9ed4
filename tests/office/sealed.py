"""Opens a file in LibreOffice with a password and tells the names of its sheets as JSON; null if it does not open.

python3 sealed.py FOLDER FILE PASSWORD
"""

import json
import sys
from pathlib import Path

from office import opened, running, value

folder, file, password = sys.argv[1:]
sheets = None
with running(Path(folder, "profile-sealed").absolute()) as desktop:
    options = [value("ReadOnly", True)] + ([value("Password", password)] if password else [])
    try:
        document = opened(desktop, file, *options)
        if document is not None:
            sheets = list(document.Sheets.ElementNames)
            document.close(True)
    except Exception:
        pass
print(json.dumps({"sheets": sheets}, ensure_ascii=False))
