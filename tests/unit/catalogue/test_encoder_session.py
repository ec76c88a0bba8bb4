"""The state of the active encoder is a value, and what searches with it follows that value."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from imtextgui.catalogue.encoder_session import EncoderSession, Missing, Ready
from imtextgui.catalogue.search_engine import SearchEngine
from imtextgui.config.settings import CurrentSettings, Settings
from imtextgui.domain.bundles import Bundle
from imtextgui.encoders import bundle, installed, providers
from imtextgui.errors import BundleAbsent, BundleInactive, ProviderUnusable
from imtextgui.store.database import Database
from imtextgui.store.vectors.bundles import BundleName, Bundles
from tests.fakes import FakeEncoder

OTHER = "another-encoder"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database.open(tmp_path / "catalogue.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def bundles(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Bundle]:
    """The bundles that are installed, at first that of the weightless encoder alone."""
    listed = [Bundle(FakeEncoder.fingerprint, "fake", "1", "Apache-2.0", tmp_path)]
    monkeypatch.setattr(installed, "installed", lambda besides=None: listed)
    monkeypatch.setattr(bundle, "default_folder", lambda: tmp_path)
    monkeypatch.setattr(bundle, "load", lambda folder, threads: FakeEncoder())
    return listed


@pytest.fixture
def session(database: Database, tmp_path: Path, bundles: list[Bundle]) -> EncoderSession:
    return EncoderSession(tmp_path, database, CurrentSettings(Settings()), bundle=None, encoder=None)


def switch(database: Database, fingerprint: str) -> None:
    """Make another encoder the active one, as another program may at any time."""
    with database.transaction() as tx:
        Bundles(database).activate(tx, fingerprint)


def test_a_loaded_encoder_stays_until_another_is_active(
    database: Database, session: EncoderSession, tmp_path: Path
) -> None:
    first = session.state()
    assert isinstance(first, Ready)
    assert session.state() is first
    assert session.settle() is first.encoder
    assert Bundles(database).active() == FakeEncoder.fingerprint
    switch(database, OTHER)
    assert session.state() == Missing(OTHER, OTHER, str(tmp_path))
    switch(database, FakeEncoder.fingerprint)
    second = session.state()
    assert isinstance(second, Ready)
    assert second is not first


def test_a_missing_encoder_is_called_as_the_catalogue_remembers_it(
    database: Database, session: EncoderSession, tmp_path: Path
) -> None:
    with database.transaction() as tx:
        Bundles(database).note(tx, OTHER, BundleName("small", "2", "MIT"))
        Bundles(database).activate(tx, OTHER)
    with pytest.raises(BundleAbsent) as raised:
        session.ready()
    assert raised.value.details == {"name": "small 2", "fingerprint": OTHER, "path": str(tmp_path)}


def test_a_missing_encoder_that_is_installed_meanwhile_is_loaded(
    database: Database, session: EncoderSession, bundles: list[Bundle]
) -> None:
    active = bundles.pop()
    switch(database, active.fingerprint)
    missing = session.state()
    assert isinstance(missing, Missing)
    assert missing == session.state()
    bundles.append(active)
    assert isinstance(session.state(), Ready)


def test_an_encoder_that_is_named_must_be_the_active_one(database: Database, tmp_path: Path) -> None:
    named = EncoderSession(
        tmp_path, database, CurrentSettings(Settings()), bundle=None, encoder=FakeEncoder()
    )
    switch(database, OTHER)
    with pytest.raises(BundleInactive):
        named.state()


def test_the_search_service_is_kept_while_the_state_is_the_same(
    database: Database, session: EncoderSession, tmp_path: Path
) -> None:
    engine = SearchEngine(lambda: (tmp_path,), database, CurrentSettings(Settings()), session)
    state, service = engine.current()
    assert isinstance(state, Ready)
    assert engine.current() == (state, service)
    assert engine.ready() is service
    switch(database, OTHER)
    missing, without = engine.current()
    assert isinstance(missing, Missing)
    assert without is not service
    assert engine.current() == (missing, without)
    with pytest.raises(BundleAbsent):
        engine.ready()


def test_new_terms_load_no_encoder(database: Database, session: EncoderSession, tmp_path: Path) -> None:
    switch(database, OTHER)  # it could not be loaded
    engine = SearchEngine(lambda: (tmp_path,), database, CurrentSettings(Settings()), session)
    engine.read_dictionary()
    _, service = engine.current()
    before = service.dictionary
    engine.read_dictionary()
    assert service.dictionary is not before


def test_why_it_runs_on_the_processor_is_known_once_it_is_loaded(
    database: Database, tmp_path: Path, bundles: list[Bundle], monkeypatch: pytest.MonkeyPatch
) -> None:
    trouble = ProviderUnusable(provider="openvino", reason="no such device")
    fell_back = providers.OnProvider(FakeEncoder(), trouble)  # type: ignore[arg-type]  # as much as is asked of it
    monkeypatch.setattr(providers, "load_on", lambda folder, provider, threads: fell_back)
    settings = CurrentSettings(Settings(provider="openvino"))
    session = EncoderSession(tmp_path, database, settings, bundle=None, encoder=None)
    assert session.provider_trouble() is None
    session.state()
    assert session.provider_trouble() is trouble
