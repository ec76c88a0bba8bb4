"""What words, codes and filters are asked of: the catalogue's own database, or another store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from imtextgui.domain.embedding import Ids
from imtextgui.domain.query import Filters
from imtextgui.search.routes.nameplate import CodeStore
from imtextgui.search.routes.retrieval import SharedWordIndex
from imtextgui.store.content.filtering import Filtering, Selection
from imtextgui.store.database import Database
from imtextgui.store.text.codes import Codes
from imtextgui.store.text.fulltext import Fulltext
from imtextgui.store.text.fulltext_query import WordHit
from imtextgui.store.text.word_counts import RowCounts


class FullText(SharedWordIndex, Protocol):
    """The full text of one catalogue, which several that are searched together count together."""

    def words(
        self,
        terms: Sequence[str],
        phrases: Sequence[str] = ...,
        excluded: Sequence[str] = ...,
        limit: int = ...,
        *,
        among: Ids | None = ...,
        others: Sequence[str] = ...,
        factors: Mapping[tuple[str, str], float] | None = ...,
    ) -> list[WordHit]:
        """As ``store.text.fulltext.Fulltext.words``."""

    def row_counts(self, texts: Sequence[str]) -> RowCounts:
        """As ``store.text.fulltext.Fulltext.row_counts``."""


class PageFilter(Protocol):
    """Resolves filters; ``store.content.filtering.Filtering`` is one."""

    def select(self, filters: Filters) -> Selection:
        """All that fits ``filters``; for the same filters and an unchanged catalogue the same object."""

    def newest(self, selection: Selection, limit: int) -> list[int]:
        """The first page among ``selection`` of each of its files, newest change first."""


@dataclass(frozen=True, slots=True)
class CandidateStores:
    """Where candidates come from. What describes them is read from the database in any case."""

    fulltext: FullText
    codes: CodeStore
    filtering: PageFilter

    @classmethod
    def of_database(cls, database: Database) -> "CandidateStores":
        """Those of an ordinary catalogue."""
        return cls(Fulltext(database), Codes(database), Filtering(database))
