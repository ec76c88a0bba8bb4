"""The trainable part of a bundle, read from its own image graph and written back into it.

``image.onnx`` holds all of ``model.JointHead`` by the names that torch gave it; large weights are stored in fewer bits
(``to_onnx.shrink``). So nothing else has to be shipped for training to go on. What is trained at a site is the last two
layers of the head: the graph is cut before them, and all that comes earlier stays as it is.
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor, nn
from torch.nn import functional

from export.site.messages import SiteProblem
from export.towers.starting_weights import Array
from export.towers.trunk_features import FeatureRunner, session
from imtextgui.encoders.manifest import PictureSpec
from imtextgui.encoders.preprocessing import prepare, probe_picture

LEARNED = ("enter.weight", "enter.bias", "leave.weight", "leave.bias", "guess")

# ``model.JointHead`` gives its guess to the layer it enters ten times as large.
_GUESS = 10

# Below this cosine the head that was read is not the one in the graph.
_SAME = 0.9995


class SiteHead(nn.Module):
    """The last two layers of ``model.JointHead``: what enters them, [n, inner], to unit rows [n, width]."""

    def __init__(self, inner: int, hidden: int, width: int) -> None:
        super().__init__()
        self.enter = nn.Linear(inner, hidden)
        self.leave = nn.Linear(hidden, width)
        self.guess = nn.Parameter(torch.tensor(0.5))
        self.drop = nn.Dropout(0.2)

    @property
    def inner(self) -> int:
        """How many numbers of a picture enter; the last of them are the trunk's own guess in the joint space."""
        return int(self.enter.in_features)

    def forward(self, features: Tensor) -> Tensor:
        """[n, inner] to unit rows [n, width]."""
        guess = features[:, -self.leave.out_features :] / _GUESS
        y = self.leave(self.drop(functional.gelu(self.enter(self.drop(features)))))
        return functional.normalize(y + self.guess * guess, dim=-1)


class ImageGraph:
    """The image graph of a bundle: its features, the end of its joint head, and a way to put another in its place."""

    def __init__(self, path: Path) -> None:
        """Open the graph in ``path``; SiteProblem where it has no joint head of this kit."""
        self.path = path
        self.model = onnx.load(str(path))
        self._stored: dict[str, onnx.TensorProto] = {
            weight.name: weight for weight in self.model.graph.initializer
        }
        self._made_by = {name: node for node in self.model.graph.node for name in node.output}
        try:
            self.head = self._head()
            self.entered = str(self._user("joint.enter.weight").input[0])
        except (KeyError, IndexError, StopIteration, RuntimeError) as error:
            reason = f"{type(error).__name__} {error}".strip()
            raise SiteProblem("bundle-foreign", path=path.parent, reason=reason) from error

    def _user(self, name: str) -> onnx.NodeProto:
        node: onnx.NodeProto = next(node for node in self.model.graph.node if name in node.input)
        return node

    def _parts(self, name: str) -> tuple[onnx.TensorProto, onnx.TensorProto | None]:
        """A weight as it is stored, and its scale: itself, or what is cast to it, with or without a factor."""
        if name in self._stored:
            return self._stored[name], None
        node = self._made_by[name]
        if node.op_type == "Mul":
            return self._stored[self._made_by[node.input[0]].input[0]], self._stored[node.input[1]]
        return self._stored[node.input[0]], None

    def values(self, name: str) -> Array:
        """The numbers of a weight, float32; KeyError for one that the graph does not have."""
        raw, scale = self._parts(name)
        values = np.asarray(onnx.numpy_helper.to_array(raw), np.float32)
        return values if scale is None else np.asarray(values * onnx.numpy_helper.to_array(scale), np.float32)

    def _head(self) -> SiteHead:
        state = {name: torch.from_numpy(self.values(f"joint.{name}").copy()) for name in LEARNED}
        hidden, inner = state["enter.weight"].shape
        head = SiteHead(inner, hidden, len(state["leave.bias"]))
        head.load_state_dict(state)
        head.eval()
        return head

    def runner(self, folder: Path) -> FeatureRunner:
        """A way to run the graph: uint8 [n, size, size, 3] to what enters the head, and appearance, side by side.

        The graph cut there is kept in ``folder``. The first ``head.inner`` columns are for the head.
        """
        cut = onnx.ModelProto()
        cut.CopyFrom(self.model)
        shape: list[str | int | None] = ["n", self.head.inner]
        cut.graph.output.append(
            onnx.helper.make_tensor_value_info(self.entered, onnx.TensorProto.FLOAT, shape)
        )
        path = folder / "features.onnx"
        path.write_bytes(cut.SerializeToString())
        running = session(path)
        names = [self.entered, "appearance"]
        return lambda pictures: np.concatenate(running.run(names, {"pictures": pictures}), axis=1)

    def check(self, run: FeatureRunner, spec: PictureSpec) -> None:
        """SiteProblem where the head that was read does not answer as the graph does."""
        tensors = np.stack([prepare(probe_picture(seed), spec) for seed in range(4)])
        (expected,) = session(self.path).run(["joint"], {"pictures": tensors})
        with torch.no_grad():
            rows = self.head(torch.from_numpy(run(tensors)[:, : self.head.inner])).numpy()
        worst = float((rows * expected).sum(axis=1).min())
        if not worst > _SAME:
            raise SiteProblem("bundle-foreign", path=self.path.parent, reason=f"cosine {worst:.4f}")

    @staticmethod
    def rounded(head: SiteHead) -> SiteHead:
        """``head`` with its weights rounded as ``write`` stores them, so that its figures are those of the graph."""
        head.load_state_dict({name: _half(value) for name, value in head.state_dict().items()})
        return head

    def write(self, head: SiteHead, path: Path) -> None:
        """Write the graph with the weights of ``head`` in place of its own, matrices in 16 bits.

        In 8 bits the small steps that training at a site takes would be lost.
        """
        changed = onnx.ModelProto()
        changed.CopyFrom(self.model)
        own = {weight.name: weight for weight in changed.graph.initializer}
        for name, value in head.state_dict().items():
            raw, scale = self._parts(f"joint.{name}")
            values = _half(value).numpy()
            kept = values if raw.name == f"joint.{name}" else values.astype(np.float16)
            own[raw.name].CopyFrom(onnx.numpy_helper.from_array(kept, raw.name))
            if scale is not None:
                own[scale.name].CopyFrom(onnx.numpy_helper.from_array(np.ones((), np.float32), scale.name))
        path.write_bytes(changed.SerializeToString())


def _half(value: Tensor) -> Tensor:
    """A matrix as 16 bits hold it; a row or a number as it is."""
    return value.detach().half().float() if value.dim() > 1 else value.detach()
