"""What an encoder runs on: the provider that the settings name where it answers as it must, otherwise the processor."""

import logging
from pathlib import Path
from typing import NamedTuple

from imtextgui.encoders import bundle
from imtextgui.encoders.bundle import OnnxEncoder, least_cosine
from imtextgui.errors import BundleDamaged, ProviderUnusable
from imtextgui.onnx_session import CPU

log = logging.getLogger(__name__)


class OnProvider(NamedTuple):
    """An encoder on the provider it runs on; ``trouble`` says why that is not the one that was asked for."""

    encoder: OnnxEncoder
    trouble: ProviderUnusable | None = None


def load_on(folder: Path, provider: str, *, threads: int | None = None) -> OnProvider:
    """The encoder of the bundle in ``folder`` on ``provider``; on the processor where that cannot be used.

    Another provider than the processor is asked the golden probes first, which takes about a second: a vector that
    differs by more than the manifest allows would be compared with those of the processor. Raises as ``bundle.load``.
    """
    if provider == CPU:
        return OnProvider(bundle.load(folder, threads=threads))
    try:
        return OnProvider(checked(folder, provider, threads=threads))
    except ProviderUnusable as trouble:
        log.warning("the encoder runs on the processor: %s", trouble)
        return OnProvider(bundle.load(folder, threads=threads), trouble)


def checked(folder: Path, provider: str, *, threads: int | None = None) -> OnnxEncoder:
    """The encoder on ``provider``, which has answered the golden probes. Raises ProviderUnusable, and as ``load``."""
    encoder = bundle.load(folder, threads=threads, provider=provider)
    try:
        worst = least_cosine(encoder)
    except (BundleDamaged, ProviderUnusable):
        raise
    except Exception as error:  # whatever a driver makes the library raise
        raise ProviderUnusable(provider=provider, reason=str(error)[:200]) from error
    if not worst >= encoder.manifest.probes.tolerance:
        raise ProviderUnusable(provider=provider, reason=f"probe answers at cosine {worst:.4f}")
    return encoder
