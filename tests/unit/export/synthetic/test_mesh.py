"""Solids, triangles of outlines, line drawings and depth pictures."""

from __future__ import annotations

from math import pi

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from export.synthetic.geometry.edges import outline
from export.synthetic.geometry.mesh import (
    Floats,
    Mesh,
    Tone,
    box,
    cylinder,
    extrude,
    intersection,
    lathe,
    sphere,
    tube,
    union,
)
from export.synthetic.geometry.polygon import circle, gear_outline, rectangle, triangulate
from export.synthetic.geometry.shading import STEEL, picture
from export.synthetic.geometry.view import FRONT, ISOMETRIC, TOP, looking, rasterise
from export.synthetic.parts.families import FAMILIES


def volume(mesh: Mesh) -> float:
    tri = mesh.points[mesh.faces]
    return float(np.einsum("ij,ij->", tri[:, 0], np.cross(tri[:, 1], tri[:, 2]))) / 6


def is_closed(mesh: Mesh) -> bool:
    """Each edge is walked once in either direction."""
    edges = mesh.faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2)
    forth = edges[:, 0] * len(mesh.points) + edges[:, 1]
    back = edges[:, 1] * len(mesh.points) + edges[:, 0]
    return len(np.unique(forth)) == len(forth) and bool(np.array_equal(np.sort(forth), np.sort(back)))


def area(points: Floats, triangles: np.typing.NDArray[np.int64]) -> float:
    a, b, c = (points[triangles[:, i]] for i in range(3))
    return float(((b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0]).sum()) / 2


@pytest.mark.parametrize(
    ("mesh", "expected"),
    [
        (box(2, 3, 4), 24),
        (extrude(rectangle(10, 10), 2, [rectangle(4, 4)]), 168),
        (extrude(rectangle(10, 10)[::-1], 2), 200),
        (cylinder(10, 5, 4, 400), 84 * pi * 5),
        (lathe([(0, 0), (3, 0), (0, 3)], 400), 9 * pi),
        (sphere(2, 200), 32 / 3 * pi),
        (tube(np.array([[0.0, 0, 0], [0, 0, 5], [0, 0, 10]]), 1, 300), 10 * pi),
    ],
)
def test_solids_are_closed_and_hold_what_they_should(mesh: Mesh, expected: float) -> None:
    assert is_closed(mesh)
    assert volume(mesh) == pytest.approx(expected, rel=2e-3)


@pytest.mark.parametrize("family", FAMILIES.values(), ids=lambda family: family.key)
def test_every_family_is_a_closed_solid_on_the_ground(family) -> None:  # type: ignore[no-untyped-def] # ids need the plain fixture form
    mesh = family.mesh(next(iter(family.sizes)))
    assert is_closed(mesh)
    assert volume(mesh) > 0
    assert mesh.bounds()[0][2] == pytest.approx(0)
    assert len(mesh.tones) == len(mesh.faces)


@settings(max_examples=60, deadline=None)
@given(st.sets(st.tuples(st.integers(-3, 3), st.integers(-3, 3)), max_size=7), st.floats(0.1, 0.45))
def test_triangles_cover_an_outline_without_its_holes(places: set[tuple[int, int]], radius: float) -> None:
    holes = [circle(radius, x, y, 9) for x, y in sorted(places)]
    outer = rectangle(9, 9)
    triangles = triangulate(outer, holes)
    expected = 81 - len(holes) * 4.5 * radius**2 * np.sin(2 * pi / 9)
    assert area(np.concatenate([outer, *holes]), triangles) == pytest.approx(expected)


def test_teeth_are_triangulated_whatever_their_number() -> None:
    for teeth in (7, 12, 41):
        ring = gear_outline(teeth, 2)
        x, y = ring[:, 0], ring[:, 1]
        shoelace = float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) / 2
        assert area(ring, triangulate(ring)) == pytest.approx(shoelace)


def test_the_seam_of_two_bars_runs_round_both() -> None:
    upright, across = cylinder(2, 10, 0, 24), cylinder(2, 10, 0, 24).turned("y", 90).moved(x=-5, z=5)
    seam = intersection(upright, across)
    radii = np.linalg.norm(seam[..., :2], axis=2)
    assert len(seam) > 24
    assert np.all(np.abs(radii - 2) < 0.05)
    assert len(intersection(upright, across.moved(y=9))) == 0
    assert len(union(upright, across).seams) == len(seam)


def test_a_box_from_the_front_is_a_rectangle() -> None:
    shape = outline(box(20, 10, 5), FRONT)
    assert shape.high - shape.low == pytest.approx([20, 5])
    ends = shape.visible.reshape(-1, 2)
    assert np.all((np.abs(np.abs(ends[:, 0]) - 10) < 0.1) | (np.abs(ends[:, 1] - 2.5) < 2.6))
    assert len(shape.hidden) == 0


def test_edges_behind_are_hidden() -> None:
    shape = outline(box(10, 10, 10), ISOMETRIC)
    lengths = [np.linalg.norm(part[:, 1] - part[:, 0], axis=1) for part in (shape.visible, shape.hidden)]
    assert [int((length > 1).sum()) for length in lengths] == [9, 3]


def test_a_round_bar_shows_its_sides_but_not_its_facets() -> None:
    shape = outline(cylinder(5, 20, 0, 48), FRONT)
    upright = np.abs(shape.visible[:, 0, 0] - shape.visible[:, 1, 0]) < 1e-6
    assert sorted({round(float(x), 3) for x in shape.visible[upright][:, 0, 0]}) == [-5, 5]


def test_a_hole_is_seen_from_above_and_dashed_from_the_front() -> None:
    plate = extrude(rectangle(20, 20), 6, [circle(4)])
    assert len(outline(plate, TOP).hidden) == 0
    hidden = outline(plate, FRONT).hidden
    assert {round(abs(float(x)), 1) for x in hidden[:, :, 0].ravel()} == {4.0}


def test_the_nearer_of_two_triangles_wins() -> None:
    points = np.array([[0, 9, 1], [9, 9, 1], [0, 0, 1], [0, 9, 5], [5, 9, 5], [0, 4, 5]], float)
    buffer = rasterise(points, np.array([[0, 1, 2], [3, 4, 5]]), 10, 10)
    assert buffer.face[9, 0] == 1
    assert buffer.face[2, 0] == 0
    assert buffer.face[0, 9] == -1
    assert buffer.weights[9, 0] == pytest.approx([1, 0, 0], abs=1e-6)


def test_chunks_do_not_change_the_picture() -> None:
    mesh = FAMILIES["spur_gear"].mesh("m3 z18")
    points = looking(30, 30).screen(mesh.points) + np.array([60, 60, 0])
    whole, parts = (rasterise(points, mesh.faces, 120, 120, chunk) for chunk in (10**7, 500))
    assert np.array_equal(whole.near, parts.near)


def test_a_shaded_part_is_opaque_where_it_is_and_brighter_on_top() -> None:
    shot = np.asarray(picture(box(10, 10, 10).toned(Tone.WHITE), ISOMETRIC, STEEL, 64))
    assert shot[32, 32, 3] == 255
    assert shot[0, 0, 3] == 0
    assert shot[18, 32, :3].mean() > shot[45, 44, :3].mean() + 20
