"""web-features: the Baseline of a web feature, from the package on npm.

https://github.com/web-platform-dx/web-features. What Baseline was at the end of a quarter follows from the days on
which the feature became newly and widely available.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import tarfile
import zlib
from functools import lru_cache

from sphinx_excellence.collectors.answer_values import Day, Line, Part, read_answer, read_content, read_value
from sphinx_excellence.collectors.collector import Collector, Measure, Measured, Measurement, NotMeasured, Request
from sphinx_excellence.collectors.periods import Period

_BASELINE = "baseline"
_PACKAGE = "https://registry.npmjs.org/web-features"
_FILE = "package/data.json"
#: The size from which what is packed is refused.
_LARGEST = 128 * 1024 * 1024
_VERSION = re.compile(r"\d+\.\d+\.\d+")
_SHA512 = re.compile(r"(?:^|\s)sha512-([A-Za-z0-9+/=]+)(?:$|\s)")


class _Distribution(Part):
    integrity: Line


class _Latest(Part):
    version: Line
    dist: _Distribution


class _Data(Part):
    features: dict[str, object]


class _Kind(Part):
    kind: Line = "feature"
    redirect_target: Line | None = None


class _Status(Part):
    baseline: Line | bool
    baseline_low_date: Line | None = None
    baseline_high_date: Line | None = None


class _Feature(Part):
    status: _Status


class _Date(Part):
    date: Day


def _baseline(name: str, period: Period) -> Measurement:
    answer = yield Request(f"{_PACKAGE}/latest")
    latest = read_answer(answer, _Latest)
    if not _VERSION.fullmatch(latest.version):
        raise NotMeasured(f"'{latest.version}' is not the version of a release")
    packed = yield Request(f"{_PACKAGE}/-/web-features-{latest.version}.tgz")
    _require_integrity(packed.content, latest.dist.integrity)
    features = _features(packed.content)
    if name not in features:
        raise NotMeasured(f"web-features {latest.version} has no feature '{name}'")
    kind = read_value(features[name], _Kind)
    if kind.kind == "moved":
        raise NotMeasured(f"the feature is now called '{kind.redirect_target}'")
    if kind.kind != "feature":
        raise NotMeasured(f"web-features says of it '{kind.kind}', not 'feature'")
    status = read_value(features[name], _Feature).status
    return [Measured(_BASELINE, _word(status, period), f"https://webstatus.dev/features/{name}")]


def _word(status: _Status, period: Period) -> str:
    if status.baseline is False:
        if period.is_past:
            raise NotMeasured(f"web-features does not say whether it was limited in {period.quarter} too")
        return "limited"
    if status.baseline not in ("low", "high"):
        raise NotMeasured(f"`status.baseline` is '{status.baseline}'; expected high, low or false")
    if status.baseline == "high" and _had_come(status.baseline_high_date, period):
        return "widely"
    return "newly" if _had_come(status.baseline_low_date, period) else "limited"


def _had_come(text: str | None, period: Period) -> bool:
    if text is None:
        raise NotMeasured("the day on which it became available is missing")
    # `≤2018-10-02`: on this day, or before it.
    return read_value({"date": text.removeprefix("≤")}, _Date).date <= period.end


def _require_integrity(content: bytes, integrity: str) -> None:
    found = _SHA512.search(integrity)
    if found is None:
        raise NotMeasured("the package has no sha512 checksum")
    if base64.b64encode(hashlib.sha512(content).digest()).decode() != found[1]:
        raise NotMeasured("the package does not have the checksum that npm publishes for it")


@lru_cache(maxsize=1)
def _features(packed: bytes) -> dict[str, object]:
    """Return the features in the package. Raises ``NotMeasured``."""
    unpacking = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        plain = unpacking.decompress(packed, _LARGEST)
        if unpacking.unconsumed_tail:
            raise NotMeasured(f"the package unfolds to more than {_LARGEST // 1_000_000} MB")
        with tarfile.open(fileobj=io.BytesIO(plain), mode="r:") as archive:
            file = archive.extractfile(_FILE)
            data = b"" if file is None else file.read()
    except (zlib.error, tarfile.TarError, KeyError, ValueError, OSError) as error:
        raise NotMeasured(f"the package cannot be unpacked, or has no {_FILE} ({type(error).__name__})") from None
    return read_content(data, _Data).features


COLLECTOR = Collector(
    name="web_feature",
    title="web-features",
    subject=re.compile(r"[a-z0-9][a-z0-9-]{0,100}"),
    form="the id of a feature, such as service-workers",
    measures=(Measure((_BASELINE,), _baseline),),
)
