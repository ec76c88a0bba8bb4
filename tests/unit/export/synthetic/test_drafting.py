"""Sections, taken apart machines, office drawings, and what use does to parts and paper."""

from __future__ import annotations

from itertools import pairwise
from math import pi

import numpy as np
import pytest
from PIL import Image

from export.synthetic import training_pictures
from export.synthetic.drawings.assemblies import ASSEMBLIES, chosen, spread
from export.synthetic.drawings.section import behind, solid_at
from export.synthetic.geometry.mesh import Mesh, Tone, box, cylinder, sphere, union
from export.synthetic.parts.families import FAMILIES
from export.synthetic.photos import wear

FRAME = (np.array([-10.0, -10.0]), 10.0, 200)


def share(mesh: Mesh, y: float) -> float:
    """How many square millimetres of the plane at `y` are inside the mesh."""
    return float(solid_at(mesh, np.ones(len(mesh.faces), np.bool_), y, FRAME).sum()) / 100


@pytest.mark.parametrize(
    ("mesh", "y", "expected"),
    [
        (box(6, 6, 4), 0.1, 24),
        (sphere(5, 60), 3, 16 * pi),
        (cylinder(5, 6, 3, 80).turned("x", 90).moved(y=3), 0.1, 16 * pi),
        (union(box(6, 6, 6), box(4, 4, 12).moved(z=-3)), 0.1, 60),
        (box(6, 6, 4), 5, 0),
    ],
)
def test_a_plane_cuts_what_the_solid_holds(mesh: Mesh, y: float, expected: float) -> None:
    assert share(mesh, y) == pytest.approx(expected, rel=0.03, abs=0.1)


def test_only_the_half_beyond_the_plane_is_left() -> None:
    ball = sphere(5, 40)
    half = behind(ball, 1.0)
    seen = half.points[half.faces.ravel()]
    assert seen[:, 1].min() == pytest.approx(1.0)
    assert seen[:, 1].max() == pytest.approx(ball.points[:, 1].max())
    assert np.allclose(np.linalg.norm(seen, axis=1), 5, atol=0.1)
    assert len(half.tones) == len(half.faces)


def test_parts_of_another_tone_are_cut_for_themselves() -> None:
    both = union(box(8, 8, 4), box(2, 2, 8).toned(Tone.STEEL))
    steel = solid_at(both, both.tones == Tone.STEEL, 0.1, FRAME)
    assert steel.sum() / 100 == pytest.approx(16, rel=0.03)


@pytest.mark.parametrize("assembly", ASSEMBLIES.values(), ids=lambda one: one.key)
def test_assemblies_are_made_of_families_and_lie_along_one_axis(assembly) -> None:  # type: ignore[no-untyped-def] # ids need the plain fixture form
    assert len(assembly.pieces) >= 5
    rng = np.random.default_rng(2)
    pieces = chosen(rng, assembly)
    assert 3 <= len(pieces) <= 6
    meshes = spread(rng, pieces)
    for before, after in pairwise(meshes):
        assert after.bounds()[0][0] > before.bounds()[1][0]
    for low, high in (mesh.bounds() for mesh in meshes):
        assert low[2] + high[2] == pytest.approx(0)


def test_captions_of_an_assembly_tell_its_parts() -> None:
    (shown,) = training_pictures(1, 3, 64, families=("assembly_gear_pump",))
    assert shown.captions_en[0] == "exploded view of a gear pump"
    assert shown.captions_ja[0] == "歯車ポンプの分解図"
    named = shown.captions_en[2].partition(": ")[2].split(", ")
    assert set(named) <= {family.en[0] for family in FAMILIES.values()}


def test_a_fax_is_black_or_white_and_old_paper_is_neither() -> None:
    rng = np.random.default_rng(4)
    page = Image.new("RGB", (80, 60), "white")
    page.paste("black", (20, 20, 60, 40))
    faxed, worn = np.asarray(wear.fax(rng, page)), np.asarray(wear.old_paper(rng, page))
    assert set(np.unique(faxed)) <= {0, 255}
    assert faxed[25:35, 30:50].mean() < 60 < 180 < faxed[:15].mean()
    assert worn[:15, :, 0].mean() > worn[:15, :, 2].mean() + 8
    assert worn[25:35, 30:50].mean() < worn[:15].mean() - 30


def test_rust_spares_what_is_no_metal() -> None:
    grey = np.full((40, 40, 3), 0.5, np.float32)
    metal = np.zeros((40, 40), np.float32)
    metal[:, :20] = 1
    shown = wear.rusty(np.random.default_rng(1), grey, metal, 0.9)
    assert np.array_equal(shown[:, 20:], grey[:, 20:])
    assert (shown[:, :20, 0] - shown[:, :20, 2]).mean() > 0.05


def test_what_lies_out_of_focus_is_blurred() -> None:
    lines = np.zeros((64, 64, 3), np.uint8)
    lines[:, ::4] = 255
    away = np.zeros((64, 64), np.float32)
    away[:32] = 1
    shown = np.asarray(wear.unfocused(Image.fromarray(lines), away, 4.0), float)
    assert shown[4:24].std() < 20
    assert np.array_equal(shown[40:], lines[40:].astype(float))
