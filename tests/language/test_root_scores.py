"""How roots are scored against treebanks, on a treebank made by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from saksi.language.morphology_eval import TREEBANKS, analysed_elsewhere, main, score, words

# Form, lemma and part of speech; *serangan* is left whole by an omission of the annotator.
WORDS = [
    ("Tentara", "tentara", "NOUN"),
    ("menyerang", "serang", "VERB"),
    ("serangan", "serangan", "NOUN"),
    ("Serangan", "serang", "NOUN"),
    ("Pasar", "Pasar", "NOUN"),
    ("menteri", "tri", "NOUN"),  # a lemma that no root will be
    ("di", "di", "ADP"),
]


def lines(told: list[tuple[str, str, str]]) -> str:
    rows = [
        f"{i}\t{form}\t{lemma}\t{upos}\t_\t_\t0\troot\t_\t_"
        for i, (form, lemma, upos) in enumerate(told, start=1)
    ]
    return "\n".join(["# text = ...", "1-2\tTentara menyerang\t_\t_\t_\t_\t_\t_\t_\t_", *rows, ""])


def test_only_content_words_are_read_and_no_joined_ones(tmp_path: Path):
    file = tmp_path / "a.conllu"
    file.write_text(lines(WORDS), encoding="utf-8")
    assert list(words(file)) == WORDS[:-1]


def test_names_and_omissions_are_left_out_of_the_narrower_figures():
    bank = WORDS[:-1]
    analysed = analysed_elsewhere([bank])
    assert analysed == {"menyerang", "serangan", "menteri"}
    found = score(bank, analysed)
    assert found.total == {"all": 6, "not names": 5, "analysed": 4}
    # Our root of *serangan* is *serang*: wrong where the annotator left it whole, but not of those analysed.
    assert found.right == {"all": 4, "not names": 3, "analysed": 3}
    assert found.wrong == {("serangan", "serangan", "serang"): 1, ("menteri", "tri", "menteri"): 1}
    assert found.rate("analysed") == 75.0
    assert score([], analysed).rate("all") == 0.0


def test_the_report_names_figures_and_confusions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "ud").mkdir()
    for file in TREEBANKS.values():
        (tmp_path / "ud" / file).write_text(lines(WORDS), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["morphology_eval", "--data", str(tmp_path), "--confusions", "1"])
    main()
    printed = capsys.readouterr().out
    assert printed.splitlines()[1].split() == ["CSUI", "train", "6", "66.67", "60.00", "75.00"]
    assert printed.count("menteri tri menteri 1") == len(TREEBANKS)
    assert "serangan serangan" not in printed
