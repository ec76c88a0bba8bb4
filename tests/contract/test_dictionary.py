"""What the dictionary of every catalogue must do."""

import pytest

from imtextgui.catalogue.protocols import CatalogueParts
from imtextgui.domain.dictionary import Entry
from imtextgui.errors import CatalogueReadOnly
from tests.contract.conftest import OpenedCatalogue

PUMP = Entry(("old lady", "gear pump"), ("ばあちゃん",), "machine")
SEAL = Entry(("B-ring",), ("軸シール",))


def test_the_sites_own_terms_are_replaced_as_a_whole(catalogue: CatalogueParts) -> None:
    assert list(catalogue.dictionary.entries()) == []
    catalogue.dictionary.replace([PUMP, SEAL])
    assert list(catalogue.dictionary.entries()) == [PUMP, SEAL]
    catalogue.dictionary.replace([SEAL])
    assert list(catalogue.dictionary.entries()) == [SEAL]
    catalogue.dictionary.replace([])
    assert list(catalogue.dictionary.entries()) == []


def test_what_others_did_to_the_table_meanwhile_stays(catalogue: CatalogueParts) -> None:
    hose = Entry(("hose",), ("ホース",))
    catalogue.dictionary.replace([PUMP, SEAL])
    catalogue.dictionary.replace([SEAL, hose])  # by somebody else
    changed = Entry(("B-ring", "lip seal"), ("軸シール",))
    catalogue.dictionary.replace([PUMP, changed], shown=[PUMP, SEAL])
    assert list(catalogue.dictionary.entries()) == [changed, hose]


def test_a_second_program_reads_terms_and_replaces_none(opened: OpenedCatalogue) -> None:
    opened.parts.dictionary.replace([PUMP])
    second = opened.again().dictionary
    assert (opened.parts.dictionary.read_only, second.read_only) == (False, True)
    with pytest.raises(CatalogueReadOnly):
        second.replace([])
    assert list(second.entries()) == [PUMP]
