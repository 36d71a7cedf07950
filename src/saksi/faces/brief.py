"""The brief: an article record as an editor wants to see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from saksi.faces.messages import say, stance
from saksi.records import Actor, ArticleRecord, Event, Quote, Size, Span

TYPE_STYLE = {
    "AGREE": "green", "CONSULT": "green", "SUPPORT": "green", "CONCEDE": "green", "COOPERATE": "green",
    "AID": "green", "RETREAT": "green", "REQUEST": "yellow", "ACCUSE": "yellow", "REJECT": "yellow",
    "THREATEN": "red", "PROTEST": "red", "SANCTION": "red", "MOBILIZE": "red", "COERCE": "red",
    "ASSAULT": "bold red",
}  # fmt: skip
CONTROLS = dict.fromkeys((*range(32), *range(127, 160), *range(8234, 8239), *range(8294, 8298)))


def plain(text: str) -> str:
    """Text fit for a terminal: on one line, without control and direction characters."""
    return " ".join(text.split()).translate(CONTROLS)


class Brief:
    """Prints records to a console, in English or Indonesian."""

    def __init__(self, console: Console, language: str = "en") -> None:
        self._console = console
        self._language = language

    def print(self, record: ArticleRecord) -> None:
        """Prints one record, section by section."""
        self._head(record)
        silences = [e for e in record.events if e.negated and e.cameo == "010"]
        self._quotes(record)
        self._events(record, [e for e in record.events if e not in silences])
        self._silences(record, silences)
        self._sizes(record)
        self._positions(record)
        self._places(record)
        self._removed(record)
        self._notes(record)
        self._console.print()

    def _say(self, key: str) -> str:
        return say(key, self._language)

    def _section(self, key: str) -> None:
        self._console.print(Text(self._say(key), style="bold cyan"))

    def _indented(self, text: Text, depth: int = 1) -> None:
        self._console.print(Padding(text, (0, 0, 0, 2 * depth)))

    def _head(self, record: ArticleRecord) -> None:
        title = record.title or plain(record.text[:80]) or record.source.path
        self._console.print(Text(plain(title), style="bold"))
        parts = [
            record.dateline.text if record.dateline else None,
            record.published,
            record.outlet,
            record.byline,
            ", ".join(record.credits) or None,
            record.source.path + (f":{record.source.record}" if record.source.record else ""),
        ]
        self._console.print(Text(" · ".join(plain(p) for p in parts if p), style="dim"))

    def _quotes(self, record: ArticleRecord) -> None:
        if not record.quotes:
            return
        self._section("said")
        actors = {a.id: a for a in record.actors}
        depths: dict[str, int] = {}
        for quote in record.quotes:
            depth = depths[quote.id] = depths.get(quote.inside or "", 0) + 1
            self._indented(self._quote(record, actors, quote), depth)

    def _quote(self, record: ArticleRecord, actors: dict[str, Actor], quote: Quote) -> Text:
        words = plain(record.text[slice(*quote.span)])
        line = Text()
        speaker = actors.get(quote.speaker or "")
        line.append_text(
            _named(speaker) if speaker else Text(f"({self._say('unresolved')})", style="dim italic")
        )
        line.append(": ")
        line.append(f"“{words}”" if quote.kind == "direct" else words)
        tail = [plain(record.text[slice(*quote.cue)])] if quote.cue else []
        tail += [f"{self._say('via')} {plain(actors[v].name)}" for v in quote.via if v in actors]
        tail += [self._date(record, quote.date)] if quote.date else []
        if tail:
            line.append(f"  [{'; '.join(tail)}]", style="dim")
        return line

    def _date(self, record: ArticleRecord, ref: str) -> str:
        date = next(d for d in record.dates if d.id == ref)
        words = plain(record.text[slice(*date.span)])
        return f"{words} = {date.start}" if date.start else words

    def _events(self, record: ArticleRecord, events: Sequence[Event]) -> None:
        self._section("did")
        if not events:
            self._indented(Text(self._say("no-events"), style="dim"))
            return
        table = Table(box=None, show_header=False, padding=(0, 1), pad_edge=False)
        for _ in range(4):
            table.add_column()
        actors = {a.id: a for a in record.actors}
        for event in events:
            table.add_row(
                Text(
                    " " + event.type + (f"/{event.mode}" if event.mode else ""),
                    style=TYPE_STYLE.get(event.type, ""),
                ),
                Text(f"{event.cameo or ''}", style="dim"),
                self._parties(actors, event),
                self._witness(record, event),
            )
        self._console.print(table)

    def _parties(self, actors: dict[str, Actor], event: Event) -> Text:
        source = ", ".join(_label(actors[a]) for a in event.source) or "?"
        target = ", ".join(_label(actors[a]) for a in event.target)
        text = Text(source + (f" → {target}" if target else ""))
        if event.modality != "happened" or event.negated:
            no = self._say("not") + " " if event.negated else ""
            text.append(f" ({no}{event.modality})", style="italic magenta")
        return text

    def _witness(self, record: ArticleRecord, event: Event) -> Text:
        """The event's sentence cut around its trigger and parties, the trigger's words lit."""
        start, end = _window(record.text, event)
        words = record.text[start:end]
        text = Text(
            words.replace("\n", " ").translate(CONTROLS)
            if len(words.translate(CONTROLS)) == len(words)
            else plain(words)
        )
        if len(text.plain) == len(words):
            for first, last in event.witness.trigger:
                text.stylize("underline", max(0, first - start), max(0, last - start))
        before, after = _cut(event, start, end)
        return Text.assemble(before, text, after)

    def _silences(self, record: ArticleRecord, silences: Sequence[Event]) -> None:
        if not silences:
            return
        self._section("silent")
        actors = {a.id: a for a in record.actors}
        for event in silences:
            line = Text()
            for actor in event.source:
                line.append_text(_named(actors[actor]))
            start, end = _window(record.text, event)
            before, after = _cut(event, start, end)
            line.append(f"  “{before}{plain(record.text[start:end])}{after}”", style="dim")
            self._indented(line)

    def _sizes(self, record: ArticleRecord) -> None:
        """Every size once, with the words of its first telling and who says so."""
        if not record.sizes:
            return
        self._section("sizes")
        actors = {a.id: a for a in record.actors}
        told: set[tuple[str, int, int | None, str]] = set()
        for size in record.sizes:
            key = (size.kind, size.low, size.high, size.unit)
            if key in told:
                continue
            told.add(key)
            unit = f" {self._say('household')}" if size.unit == "household" else ""
            line = Text(f"{self._say(size.kind)}: {_range(size)}{unit}")
            line.append(f"  “{plain(record.text[slice(*size.span)])}”", style="dim")
            if size.speaker:
                line.append(f"  [{_label(actors[size.speaker])}]", style="dim")
            self._indented(line)

    def _positions(self, record: ArticleRecord) -> None:
        if not record.positions:
            return
        self._section("wants")
        actors = {a.id: a for a in record.actors}
        for position in record.positions:
            line = _named(actors[position.actor])
            line.append(f" {stance(position.stance, self._language)}: ", style="italic magenta")
            line.append(plain(position.issue))
            self._indented(line)

    def _places(self, record: ArticleRecord) -> None:
        if not record.places:
            return
        self._section("places")
        for place in record.places:
            where = self._say("no-coordinates")
            if place.lat is not None and place.lon is not None:
                where = f"{place.lat:.2f}, {place.lon:.2f}"
                if place.precision == "holder" and place.within:
                    where += f" ({self._say('point-of')} {place.within})"
            number = f" · GeoNames {place.geonames}" if place.geonames else ""
            number += f" · Kemendagri {place.code}" if place.code else ""
            self._indented(Text(f"{plain(place.name)} ({place.country or '?'}) {where}{number}"))

    def _removed(self, record: ArticleRecord) -> None:
        removed = Counter(
            (b.kind, b.reason or "")
            for b in record.blocks
            if b.span is None and b.kind in {"furniture", "repeat"}
        )
        if not removed:
            return
        self._section("removed")
        for (kind, reason), count in sorted(removed.items()):
            self._indented(Text(f"{count} × {kind}" + (f": {plain(reason)}" if reason else "")))

    def _notes(self, record: ArticleRecord) -> None:
        if not record.diagnostics:
            return
        self._section("notes")
        for note in record.diagnostics:
            style = "yellow" if note.level == "warning" else "dim"
            self._indented(Text(f"{note.code}: {plain(note.message)}", style=style))


def _window(text: str, event: Event, reach: int = 60) -> Span:
    """The piece of the sentence that shows the event: its trigger and the words of its parties that stand
    in the same sentence, and about `reach` code points on either side of the trigger, in whole words."""
    start, end = event.sentence
    witness = event.witness
    parties = [span for span in (*witness.source, *witness.target) if start <= span[0] and span[1] <= end]
    first = min(s for s, _ in witness.trigger)
    last = max(e for _, e in witness.trigger)
    left = min([first - reach, *(s for s, _ in parties)])
    right = max([last + reach, *(e for _, e in parties)])
    if left > start:
        start = text.rfind(" ", start, left + 1) + 1 or start
    if right < end:
        found = text.find(" ", right, end)
        end = found if found >= 0 else end
    return start, end


def _cut(event: Event, start: int, end: int) -> tuple[str, str]:
    """What to print before and after a piece of the event's sentence: dots where words are left out."""
    return ("… " if start > event.sentence[0] else "", " …" if end < event.sentence[1] else "")


def _range(size: Size) -> str:
    """Bounds with Indonesian thousands: 35, 20-99, 1.200+."""
    low = f"{size.low:,}".replace(",", ".")
    if size.high is None:
        return f"{low}+"
    return low if size.high == size.low else f"{low}-{f'{size.high:,}'.replace(',', '.')}"


def _label(actor: Actor) -> str:
    return plain(actor.name) + (f" [{actor.code}]" if actor.code else "")


def _named(actor: Actor) -> Text:
    text = Text(plain(actor.name), style="bold")
    if actor.role:
        text.append(f", {plain(actor.role)}", style="not bold")
    if actor.code:
        text.append(f" [{actor.code}]", style="not bold dim")
    return text
