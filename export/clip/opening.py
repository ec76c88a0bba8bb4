"""Which library reads a folder that holds a checkpoint of the CLIP family."""

from pathlib import Path

from export.clip.checkpoint import Checkpoint, json_object
from export.clip.errors import UnusableCheckpoint
from export.clip.libraries import declare_missing_operators, stay_offline


def open_checkpoint(folder: Path, architecture: str | None) -> Checkpoint:
    """Read the checkpoint in ``folder``; ``architecture`` names a model of OpenCLIP for weights without a description.

    Raises UnusableCheckpoint with a sentence for everything that is not a whole checkpoint of a known kind.
    """
    if not folder.is_dir():
        raise UnusableCheckpoint(f"{folder} is not a folder.")
    stay_offline()
    declare_missing_operators()
    from export.clip import hugging_face, openclip

    openclip_file, transformers_file = folder / "open_clip_config.json", folder / "config.json"
    if openclip_file.is_file() and (openclip.weights_in(folder) or not hugging_face.has_weights(folder)):
        return openclip.read_configured(folder, openclip_file)
    if transformers_file.is_file() and "model_type" in json_object(transformers_file) and not architecture:
        return hugging_face.read(folder, transformers_file)
    if openclip.weights_in(folder):
        return openclip.read_named(folder, architecture)
    raise UnusableCheckpoint(
        f"{folder} holds no checkpoint: there is neither a config.json of transformers nor an open_clip_config.json, "
        "and no weights of MobileCLIP."
    )
