"""The story page: who printed what from whom, what happened, where its reports differ, who wants what."""

from __future__ import annotations

from saksi.archive.story_store import ArchivedStory
from saksi.faces.web.rendering import render
from saksi.stories.accounts import Account


def story_page(told: ArchivedStory, *, path: str, lang: str) -> str:
    """HTML of one story; every sentence links to its place in its article."""
    records = {record.id: record for record in told.records}
    articles = sorted(told.story.articles, key=lambda a: (a.published or "", a.article))
    marks = {article.article: number for number, article in enumerate(articles, 1)}
    disputes = [(h, difference) for h in told.story.happenings for difference in h.disagreements]

    def words(account: Account) -> str:
        return records[account.article].text[slice(*account.span)]

    # Copies of one text have the same sentence.
    unheard: dict[str, list[Account]] = {}
    for account in told.story.unheard:
        unheard.setdefault(words(account), []).append(account)

    return render(
        "story.html", lang=lang, here=path, active="stories", story=told.story, marks=marks, words=words,
        disputes=disputes, articles=articles, unheard=list(unheard.values()),
        paths={record.id: record.source.path for record in told.records},
    )  # fmt: skip
