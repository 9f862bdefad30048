"""Days as pages of decisions write them: `2024-9-5`, `September 20, 2024`, `20 Sep 2024`, `2024/09/20`.

Owns which of these forms mean one day only. Data files have the forms of ``model.dates`` alone.
"""

from __future__ import annotations

import re

from sphinx_excellence.model.dates import is_day

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_FORMS = (
    re.compile(r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})"),
    re.compile(rf"(?ai){_MONTH}\s+{_DAY},?\s+(?P<year>\d{{4}})"),
    re.compile(rf"(?ai){_DAY}\s+{_MONTH},?\s+(?P<year>\d{{4}})"),
)
#: No such text is longer, in characters.
_LONGEST = 32


def customary_day(text: str) -> str:
    """Return a day as the model takes it; any other text as it is."""
    for form in _FORMS if len(text) <= _LONGEST else ():
        found = form.fullmatch(text.strip())
        if found is not None:
            month = found["month"].casefold()[:3]
            number = int(month) if month.isdecimal() else _MONTHS.index(month) + 1
            day = f"{found['year']}-{number:02}-{int(found['day']):02}"
            return day if is_day(day) else text
    return text
