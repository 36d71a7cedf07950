"""A story as a person wants to see it: who printed what from whom, what happened, where reports differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from saksi.faces.brief import plain
from saksi.faces.messages import say, stance
from saksi.records import ArticleRecord
from saksi.stories.accounts import Account, Party
from saksi.stories.happenings import Happening
from saksi.stories.ledger import Entry
from saksi.stories.story import Story, StoryArticle

_SHORT = 160


class StoryPage:
    """Prints stories to a console, in English or Indonesian."""

    def __init__(self, console: Console, records: Sequence[ArticleRecord], language: str = "en") -> None:
        self._console = console
        self._language = language
        self._records: Mapping[str, ArticleRecord] = {record.id: record for record in records}
        self._marks = {record.id: f"[{n}]" for n, record in enumerate(records, 1)}

    def print(self, story: Story) -> None:
        """Prints one story: articles, happenings, answers, headlines, positions."""
        self._console.print(Text(plain(story.title or ""), style="bold"))
        counts = f"{len(story.articles)} {self._say('articles')}, {story.origins} {self._say('origins')}"
        days = " – ".join(dict.fromkeys(d[:10] for d in (story.first, story.last) if d))
        self._console.print(Text(" · ".join(part for part in (days, counts) if part), style="dim"))
        self._section("printed", [self._article(a) for a in story.articles])
        self._section("happened", [line for h in story.happenings for line in self._happening(h)])
        self._section(
            "answered", [line for a in story.answers for line in self._pair(a.denial, a.accusation)]
        )
        self._section("unheard", [self._told(a) for a in story.unheard])
        headlines = [line for o in story.overstated for line in self._pair(o.headline, o.body[0])]
        self._section("overstated", headlines)
        self._section("wants", [line for entry in story.ledger for line in self._entry(entry)])

    def _say(self, key: str) -> str:
        return say(key, self._language)

    def _section(self, key: str, lines: Sequence[Text]) -> None:
        if lines:
            self._console.print(Text(self._say(key), style="bold cyan"))
        for line in lines:
            self._console.print(Padding(line, (0, 0, 0, 2)))

    def _article(self, article: StoryArticle) -> Text:
        parts = [article.published or "", article.outlet or "", plain(article.title or "")]
        line = Text(f"{self._marks[article.article]} {' · '.join(p for p in parts if p)}")
        copying = article.copying
        source = self._marks.get(copying.source or "", copying.agency or "")
        if source:
            line.append(f"  ← {source} ({self._say('by-' + (copying.told_by or ''))})", style="yellow")
        if article.added:
            line.append(f"  +{len(article.added)} {self._say('paragraphs')}", style="green")
        return line

    def _happening(self, happening: Happening) -> list[Text]:
        kind = "/".join(part for part in (happening.type, happening.mode) if part)
        parties = " → ".join(
            side for side in (self._names(happening.source), self._names(happening.target)) if side
        )
        line = Text(f"{kind} ", style="bold")
        line.append(plain(parties), style="not bold")
        where = happening.place.name if happening.place else ""
        when = " – ".join(dict.fromkeys(happening.days)) if happening.days else ""
        facts = [plain(part) for part in (where, when, happening.modality) if part]
        marks = " ".join(dict.fromkeys(self._marks[a.article] for a in happening.accounts))
        origins = self._say("lone") if happening.lone else f"{happening.origins} {self._say('origins')}"
        line.append(f"  {' · '.join((*facts, origins))} {marks}", style="not bold dim")
        lines = [line]
        lines.extend(self._reports(happening.accounts))
        for difference in happening.disagreements:
            for side in difference.sides:
                lines.extend(self._side(difference.field, side.value, account) for account in side.accounts)
        return lines

    def _reports(self, accounts: Sequence[Account]) -> Iterator[Text]:
        """The reports of one event; those in the same words on one line."""
        told: dict[str, list[str]] = {}
        for account in accounts:
            told.setdefault(self._words(account), []).append(self._marks[account.article])
        for words, marks in told.items():
            yield Text(f"    {words} {' '.join(dict.fromkeys(marks))}", style="not bold")

    def _side(self, field: str, value: str, account: Account) -> Text:
        line = Text(f"    {field}: {value}  ", style="red")
        line.append(self._told(account))
        if field in {size.kind for size in account.sizes}:
            # Where the number itself stands: code points of the article's text.
            line.append(
                " " + ", ".join(f"{size.span[0]}–{size.span[1]}" for size in account.sizes), style="dim"
            )
        return line

    def _pair(self, one: Account, other: Account | None) -> list[Text]:
        lines = [self._told(one)]
        if other is not None:
            lines.append(Text("    ⇠ ").append(self._told(other)))
        return lines

    def _entry(self, entry: Entry) -> list[Text]:
        lines = [Text(f"{plain(entry.actor.name) or self._say('unknown')}: {plain(entry.issue)}")]
        for held in entry.stands:
            said = stance(held.stance, self._language)
            lines.append(Text(f"    {held.published or ''} {said} {self._marks[held.article]}"))
        if entry.reversals:
            lines[0].append(f"  {self._say('turned')}", style="red")
        return lines

    def _told(self, account: Account) -> Text:
        """The sentence of an account, who says so, and in which article."""
        return Text(f"{self._words(account)} {self._marks[account.article]}")

    def _words(self, account: Account) -> str:
        words = plain(self._records[account.article].text[slice(*account.span)])
        short = words if len(words) <= _SHORT else words[:_SHORT].rsplit(" ", 1)[0] + " …"
        speaker = f" — {plain(account.speaker.name)}" if account.speaker and account.speaker.name else ""
        return f"“{short}”{speaker}"

    def _names(self, parties: Sequence[Party]) -> str:
        return ", ".join(p.name or self._say("unknown") for p in parties)
