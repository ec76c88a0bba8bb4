"""The trainable part of a bundle, read from its own image graph and written back into it.

``image.onnx`` holds everything that ``model.JointHead`` knows, by the names that torch gave it; large weights are
stored in 16 bits behind a Cast (``to_onnx.halve``). So nothing else has to be shipped for training to go on.
"""

from pathlib import Path

import numpy as np
import onnx
import torch

from export.features import Run, session
from export.model import FEATURES, JointHead
from export.site_messages import SiteProblem
from export.weights import Array
from imtextgui.encoders.manifest import PictureSpec
from imtextgui.encoders.preprocess import prepare, probe_picture

LEARNED = ("enter.weight", "enter.bias", "leave.weight", "leave.bias", "guess")
"""What training at a site changes of ``model.JointHead``; the rest of the tower stays as it is."""

# Below this cosine the head that was read is not the one in the graph.
_SAME = 0.9995


class ImageGraph:
    """The image graph of a bundle: its features, its joint head, and a way to put another one in its place."""

    def __init__(self, path: Path) -> None:
        """Open the graph in ``path``; SiteProblem where it has no joint head of this kit."""
        self.path = path
        self.model = onnx.load(str(path))
        self._stored: dict[str, onnx.TensorProto] = {
            weight.name: weight for weight in self.model.graph.initializer
        }
        self._made_by = {name: node for node in self.model.graph.node for name in node.output}
        try:
            self.features_name = self._beside("Sub", "joint.shift")
            self.head = self._head()
        except (KeyError, StopIteration, RuntimeError) as trouble:
            raise SiteProblem("bundle-foreign", path=path.parent, reason=_reason(trouble)) from trouble

    def _weight(self, name: str) -> onnx.TensorProto:
        """The stored form of a weight: itself, or what is cast to it."""
        found: onnx.TensorProto = self._stored.get(name) or self._stored[self._made_by[name].input[0]]
        return found

    def values(self, name: str) -> Array:
        """The numbers of a weight, float32; KeyError for one that the graph does not have."""
        return np.asarray(onnx.numpy_helper.to_array(self._weight(name)), np.float32)

    def _beside(self, operation: str, name: str) -> str:
        """The other input of the node of this kind that takes ``name``."""
        node = next(n for n in self.model.graph.node if n.op_type == operation and name in n.input)
        return str(next(other for other in node.input if other != name))

    def _head(self) -> JointHead:
        # The classifier has no name of its own: a transposed weight is a constant to the exporter.
        product = self._made_by[self._beside("Add", "joint.bias")]
        classes = next(self.values(n) for n in product.input if n in self._stored or self._is_cast(n)).T
        enter = self.values("joint.enter.weight")
        head = JointHead(classes, self.values("joint.bias"), self.values("joint.names"), len(enter))
        state = head.state_dict()
        for name in state:
            if name != "classes":
                state[name] = torch.from_numpy(self.values(f"joint.{name}").copy())
        head.load_state_dict(state)
        head.eval()
        return head

    def _is_cast(self, name: str) -> bool:
        node = self._made_by.get(name)
        return node is not None and node.op_type == "Cast" and node.input[0] in self._stored

    def runner(self, folder: Path) -> Run:
        """A way to run the graph: uint8 [n, size, size, 3] to features and appearance side by side, float32 [n, d].

        The graph with the features as an output is kept in ``folder``. The first ``FEATURES`` columns are features.
        """
        tapped = onnx.ModelProto()
        tapped.CopyFrom(self.model)
        tapped.graph.output.append(
            onnx.helper.make_tensor_value_info(self.features_name, onnx.TensorProto.FLOAT, ["n", FEATURES])
        )
        path = folder / "features.onnx"
        path.write_bytes(tapped.SerializeToString())
        running = session(path)
        names = [self.features_name, "appearance"]
        return lambda pictures: np.concatenate(running.run(names, {"pictures": pictures}), axis=1)

    def check(self, run: Run, spec: PictureSpec) -> None:
        """SiteProblem where the head that was read does not answer as the graph does."""
        tensors = np.stack([prepare(probe_picture(seed), spec) for seed in range(4)])
        (expected,) = session(self.path).run(["joint"], {"pictures": tensors})
        with torch.no_grad():
            rows = self.head(torch.from_numpy(run(tensors)[:, :FEATURES])).numpy()
        worst = float((rows * expected).sum(axis=1).min())
        if not worst > _SAME:
            raise SiteProblem("bundle-foreign", path=self.path.parent, reason=f"cosine {worst:.4f}")

    def stored(self, head: JointHead) -> JointHead:
        """``head`` with its weights rounded as the graph stores them, so that its figures are those of the graph."""
        state = head.state_dict()
        for name in LEARNED:
            kind = onnx.helper.tensor_dtype_to_np_dtype(self._weight(f"joint.{name}").data_type)
            state[name] = torch.from_numpy(state[name].numpy().astype(kind).astype(np.float32))
        head.load_state_dict(state)
        return head

    def write(self, head: JointHead, path: Path) -> None:
        """Write the graph with the learned weights of ``head`` in place of its own."""
        changed = onnx.ModelProto()
        changed.CopyFrom(self.model)
        by_name = {weight.name: weight for weight in changed.graph.initializer}
        state = head.state_dict()
        for name in LEARNED:
            stored = by_name[self._weight(f"joint.{name}").name]
            kind = onnx.helper.tensor_dtype_to_np_dtype(stored.data_type)
            values = state[name].detach().numpy().astype(kind)
            stored.CopyFrom(onnx.numpy_helper.from_array(values, stored.name))
        path.write_bytes(changed.SerializeToString())


def _reason(trouble: Exception) -> str:
    return f"{type(trouble).__name__} {trouble}".strip()
