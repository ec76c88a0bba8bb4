"""What stands in place of the results where there are none: what can be found, or what to do."""

from imtextgui.domain.items import Kind
from imtextgui.domain.query import Results
from imtextgui.ui.search.advice.advice_row import AdviceRow
from imtextgui.ui.search.advice.next_steps import NextSteps
from imtextgui.ui.search.advice.query_examples import QueryExamples
from imtextgui.ui.widgets.controls import EmptyState


class NoResults(EmptyState):
    """A picture, a title, and what to do next."""

    def __init__(self, advice: AdviceRow) -> None:
        self.steps = NextSteps()
        super().__init__("search", "", "")
        self._advice = advice
        self.add_below(self.steps)
        self.examples = QueryExamples()
        self.add_below(self.examples)

    def explain(self, results: Results | None, pages: int, kind: Kind | None = None) -> None:
        """Say why nothing of ``results``, or of their ``kind``, is shown; for None, how many ``pages`` can be found."""
        self.steps.offer(results, kind)
        self.examples.setVisible(results is None and pages > 0 and bool(self.examples.buttons))
        if results is not None and results.hits:
            others = self.tr("%Ln result(s) of other kinds", "", len(results.hits))
            self.say("all", self.tr("Nothing of this kind"), others)
        elif results is not None:
            self.say(
                "no-match",
                self.tr("No good match"),
                self._advice.sentences(results.advice, by_photo=bool(results.query.photos)),
            )
        elif pages:
            ready = self.tr("%Ln page(s) can be found.", "", pages)
            how = self.tr("Type what you look for, or drop a photo of the part anywhere on this window.")
            self.say("search", ready, how)
        else:
            wait = self.tr("Pages can be found as soon as they are indexed.")
            self.say("folder", self.tr("Nothing indexed yet"), wait)
