"""The codebook: what types, modes, contexts and codes mean, written from the lexicons themselves.

Every example is the example of a lexicon row, so that it is one the coder must read as the page says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from saksi.faces.messages import LANGUAGES
from saksi.lexicons.load import Lexicons, Row

FRAMES = ("frames_conflict", "frames_cooperation")
CUES_SHOWN = 6
NONE = "—"

_WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("Codebook of events", "Buku kode peristiwa"),
    "made": (
        "Written from the lexicons by `saksi codebook --lang en`: edit those, not this page. Types, "
        "modes and "
        "contexts are PLOVER's in our own words; codes are CAMEO's with their Goldstein scores. "
        "Examples are those "
        "of the lexicon rows.",
        "Ditulis dari leksikon oleh `saksi codebook --lang id`: ubahlah leksikonnya, bukan halaman ini. "
        "Tipe, modus, "
        "dan konteks berasal dari PLOVER dengan kata-kata kami sendiri; kode berasal dari CAMEO beserta skor "
        "Goldstein. Contoh diambil dari baris leksikon.",
    ),
    "types": ("Types", "Tipe"),
    "type": ("type", "tipe"),
    "class": ("class", "golongan"),
    "score": ("score", "skor"),
    "needs target": ("needs a target", "perlu sasaran"),
    "meaning": ("meaning", "arti"),
    "watch": ("Mind", "Perhatikan"),
    "mode": ("mode", "modus"),
    "rows": ("frames", "bingkai"),
    "example": ("example", "contoh"),
    "code": ("code", "kode"),
    "contexts": ("contexts", "konteks"),
    "no modes": ("This type has no modes.", "Tipe ini tidak punya modus."),
    "composed": ("composed", "gabungan"),
    "modalities": ("Modalities", "Modalitas"),
    "modality": ("modality", "modalitas"),
    "modal text": (
        "How real an event is. `negated` is true beside it where the text says that it did not or will "
        "not take "
        "place. Whoever counts events should count `happened`, `ongoing` and `agreed` that are not negated.",
        "Seberapa nyata suatu peristiwa. `negated` bernilai benar bila teks berkata bahwa peristiwa itu "
        "tidak "
        "terjadi. Siapa pun yang menghitung peristiwa sebaiknya menghitung `happened`, `ongoing`, dan "
        "`agreed` yang "
        "tidak negatif.",
    ),
    "contexts title": ("Contexts", "Konteks"),
    "context": ("context", "konteks"),
    "cues": ("some of its words", "sebagian katanya"),
    "words": ("words", "kata"),
    "untyped": ("Codes without a type", "Kode tanpa tipe"),
    "untyped text": (
        "These are known, but no event gets them; see the decisions below.",
        "Kode ini dikenal, tetapi tidak diberikan kepada peristiwa; lihat keputusan di bawah.",
    ),
    "decisions": ("Decisions", "Keputusan"),
    "decisions text": (
        "Where the manual contradicts itself or leaves a choice, this is what Saksi does.",
        "Di mana pedoman bertentangan dengan dirinya sendiri atau memberi pilihan, inilah yang "
        "dilakukan Saksi.",
    ),
    "issue": ("issue", "soal"),
    "decision": ("decision", "keputusan"),
    "yes": ("yes", "ya"),
    "no": ("no", "tidak"),
    "verbal cooperation": ("verbal cooperation", "kerja sama verbal"),
    "material cooperation": ("material cooperation", "kerja sama nyata"),
    "verbal conflict": ("verbal conflict", "konflik verbal"),
    "material conflict": ("material conflict", "konflik nyata"),
}


class Codebook:
    """Writes the codebook in `language` ("en" or "id") from the tables of `lexicons`."""

    def __init__(self, lexicons: Lexicons, language: str) -> None:
        self._lexicons = lexicons
        self._language = language
        self._column = LANGUAGES.index(language)
        self._by_mode: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._by_code: dict[tuple[str, str], list[str]] = defaultdict(list)
        for table in FRAMES:
            for row in lexicons.table(table):
                self._by_mode[row["type"], row["mode"]].append(row["example"])
                self._by_code[row["type"], row["cameo"]].append(row["example"])
        self._composed = {row["cameo"] for row in lexicons.table("composition")}
        self._shown = {(r["what"], r["name"]): r["example"] for r in lexicons.table("codebook_examples")}

    def page(self) -> str:
        """The whole page, in Markdown."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        types = sorted(self._lexicons.table("plover_types"), key=lambda row: row["type"])
        yield from (f"# {self._say('title')}", "", self._say("made"), "", f"## {self._say('types')}", "")
        head = ("type", "class", "score", "needs target", "meaning")
        yield from self._table(head, (self._type_cells(row) for row in types))
        for row in types:
            yield from ("", f"### {row['type']}", "", self._own(row, "about"), "")
            yield from (f"{self._say('watch')}: {self._own(row, 'watch')}", "")
            yield from self._modes(row["type"])
            yield ""
            yield from self._codes(row["type"])
        yield from self._modalities()
        yield from self._contexts()
        yield from ("", f"## {self._say('untyped')}", "", self._say("untyped text"), "")
        yield from self._codes("")
        yield from self._decisions()

    def _say(self, key: str) -> str:
        return _WORDS[key][self._column]

    def _own(self, row: Row, column: str) -> str:
        return row[f"{column}_{self._language}"]

    def _table(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
        yield _row([self._say(name) for name in head])
        yield _row(["---"] * len(head))
        for cells in rows:
            yield _row([cell.replace("|", "\\|") or NONE for cell in cells])

    def _type_cells(self, row: Row) -> Sequence[str]:
        quad, needed = self._say(row["quad"]), self._say(row["recipient"])
        return (
            f"[{row['type']}](#{row['type'].lower()})",
            quad,
            row["score"],
            needed,
            self._own(row, "about"),
        )

    def _modes(self, kind: str) -> Iterator[str]:
        modes = [row for row in self._lexicons.table("plover_modes") if row["type"] == kind]
        if not modes:
            yield self._say("no modes")
            return
        rows = (
            (
                row["mode"],
                row["score"],
                self._own(row, "about"),
                str(len(self._by_mode[kind, row["mode"]])),
                self._shown.get(("mode", f"{kind} {row['mode']}"), ""),
            )
            for row in modes
        )
        yield from self._table(("mode", "score", "meaning", "rows", "example"), rows)

    def _codes(self, kind: str) -> Iterator[str]:
        rows = [row for row in self._lexicons.table("cameo") if row["type"] == kind]
        yield from self._table(
            ("code", "meaning", "score", "mode", "contexts", "example"),
            (self._code_cells(row) for row in rows),
        )

    def _code_cells(self, row: Row) -> Sequence[str]:
        examples = self._by_code.get((row["type"], row["code"]), [])
        example = examples[0] if examples else self._shown.get(("code", row["code"]), "")
        if not example and row["code"] in self._composed:
            example = f"({self._say('composed')})"
        return (row["code"], self._own(row, "label"), row["goldstein"], row["mode"], row["contexts"], example)

    def _modalities(self) -> Iterator[str]:
        yield from ("", f"## {self._say('modalities')}", "", self._say("modal text"), "")
        cues: dict[str, list[str]] = defaultdict(list)
        for row in self._lexicons.table("modality"):
            cues[row["modality"]].append(row["cue"].replace("_", " "))
        rows = self._lexicons.table("modalities")
        yield from self._table(
            ("modality", "meaning", "cues"),
            ((r["modality"], self._own(r, "about"), _some(cues[r["modality"]])) for r in rows),
        )

    def _contexts(self) -> Iterator[str]:
        yield from ("", f"## {self._say('contexts title')}", "")
        cues: dict[str, list[str]] = defaultdict(list)
        for row in self._lexicons.table("contexts"):
            cues[row["context"]].append(row["cue"].replace("_", " "))
        rows = self._lexicons.table("plover_contexts")
        yield from self._table(
            ("context", "meaning", "words", "cues", "example"),
            (
                (
                    r["context"],
                    self._own(r, "about"),
                    str(len(cues[r["context"]])),
                    _some(cues[r["context"]]),
                    self._shown.get(("context", r["context"]), ""),
                )
                for r in rows
            ),
        )

    def _decisions(self) -> Iterator[str]:
        yield from ("", f"## {self._say('decisions')}", "", self._say("decisions text"), "")
        rows = self._lexicons.table("codebook_decisions")
        yield from self._table(
            ("issue", "decision"), ((self._own(row, "issue"), self._own(row, "decision")) for row in rows)
        )


def _some(cues: Sequence[str]) -> str:
    """The first cues, and dots if there are more."""
    return ", ".join(dict.fromkeys(cues[:CUES_SHOWN])) + (", …" if len(cues) > CUES_SHOWN else "")


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
