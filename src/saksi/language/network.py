"""The network, as a spaCy pipeline: an encoder for tags and trees, another for entities, three heads.

An encoder sees a word's lower-cased form, its first and last three letters, its shape and its static
vector; the one for entities also whether the word stands in a name that the lexicons know. Marks that
newsrooms write in many ways (curly quotes, dashes) look alike to it.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import spacy
from spacy.attrs import FLAG19, FLAG20, FLAG21, IS_SPACE, LOWER, NORM, PREFIX, SHAPE, SUFFIX
from spacy.language import Language
from spacy.vectors import BaseVectors, Mode, Vectors
from thinc.api import NumpyOps

MARKS = str.maketrans("“”„«»’‘–—", '"""""\'\'--')
DIGITS = str.maketrans("123456789", "000000000")
AFFIX = 3
LONGEST_SHAPE = 100
CACHED_VECTORS = 100_000

CONFIG: dict[str, Any] = {
    "nlp": {"lang": "xx", "pipeline": ["encoder", "tagger", "parser", "name_encoder", "entities"]},
    "components": {
        "encoder": {
            "factory": "tok2vec",
            "model": {
                "@architectures": "spacy.Tok2Vec.v2",
                "embed": {
                    "@architectures": "spacy.MultiHashEmbed.v2",
                    "width": 128,
                    "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
                    "rows": [6000, 2500, 2500, 1500],
                    "include_static_vectors": True,
                },
                "encode": {
                    "@architectures": "spacy.MaxoutWindowEncoder.v2",
                    "width": 128,
                    "depth": 4,
                    "window_size": 1,
                    "maxout_pieces": 3,
                },
            },
        },
        "tagger": {
            "factory": "morphologizer",
            "model": {
                "@architectures": "spacy.Tagger.v2",
                "tok2vec": {
                    "@architectures": "spacy.Tok2VecListener.v1",
                    "width": 128,
                    "upstream": "encoder",
                },
            },
        },
        "parser": {
            "factory": "parser",
            "moves": None,
            "update_with_oracle_cut_size": 100,
            "learn_tokens": False,
            "min_action_freq": 10,
            "model": {
                "@architectures": "spacy.TransitionBasedParser.v2",
                "state_type": "parser",
                "extra_state_tokens": True,
                "hidden_width": 128,
                "maxout_pieces": 2,
                "use_upper": False,
                "tok2vec": {
                    "@architectures": "spacy.Tok2VecListener.v1",
                    "width": 128,
                    "upstream": "encoder",
                },
            },
        },
        "name_encoder": {
            "factory": "tok2vec",
            "model": {
                "@architectures": "spacy.Tok2Vec.v2",
                "embed": {
                    "@architectures": "spacy.MultiHashEmbed.v2",
                    "width": 96,
                    "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "FLAG19", "FLAG20", "FLAG21"],
                    "rows": [6000, 2500, 2500, 1500, 10, 10, 10],
                    "include_static_vectors": True,
                },
                "encode": {
                    "@architectures": "spacy.MaxoutWindowEncoder.v2",
                    "width": 96,
                    "depth": 4,
                    "window_size": 1,
                    "maxout_pieces": 3,
                },
            },
        },
        "entities": {
            "factory": "ner",
            "model": {
                "@architectures": "spacy.TransitionBasedParser.v2",
                "state_type": "ner",
                "extra_state_tokens": False,
                "hidden_width": 64,
                "maxout_pieces": 2,
                "use_upper": False,
                "tok2vec": {
                    "@architectures": "spacy.Tok2VecListener.v1",
                    "width": 96,
                    "upstream": "name_encoder",
                },
            },
        },
    },
}
ENCODER, TAGGER, PARSER = "encoder", "tagger", "parser"
NAME_ENCODER, ENTITIES = "name_encoder", "entities"
# Lexeme flags that say in which kind of listed name a word occurs.
NAME_FLAGS = {"LOC": FLAG19, "ORG": FLAG20, "PER": FLAG21}


def norm(word: str) -> str:
    """The form that the encoder looks up: lower case, plain marks, every digit 0."""
    return word.lower().translate(MARKS).translate(DIGITS)


def shape(word: str) -> str:
    """Outline of a word: X for capitals, x for small letters, d for digits; runs cut at three."""
    outline: list[str] = []
    for letter in word[:LONGEST_SHAPE].translate(MARKS):
        if letter.isdigit():
            kind = "d"
        elif letter.isalpha():
            kind = "X" if letter.isupper() else "x"
        else:
            kind = letter
        if outline[-3:] != [kind] * 3:
            outline.append(kind)
    return "".join(outline)


class SaksiDefaults(spacy.language.BaseDefaults):  # type: ignore[misc]
    """Lexical attributes for Indonesian: affixes of three letters."""

    # Only what the network reads: a lexeme is made for every new word.
    lex_attr_getters = {  # noqa: RUF012
        LOWER: str.lower,
        IS_SPACE: str.isspace,
        NORM: norm,
        PREFIX: lambda word: norm(word)[:AFFIX],
        SUFFIX: lambda word: norm(word)[-AFFIX:],
        SHAPE: shape,
    }


class SaksiLanguage(Language):  # type: ignore[misc]
    """A spaCy language whose tokens come from `saksi.language.tokenizer`."""

    lang = "xx"
    Defaults = SaksiDefaults


class WordVectors(BaseVectors):  # type: ignore[misc]
    """Subword vectors with a bounded cache of whole words, so that a frequent word is summed up once."""

    def __init__(self, strings: Any, settings: Mapping[str, Any]) -> None:
        self._vectors = Vectors(
            strings=strings,
            data=np.asarray(settings["data"], dtype=np.float32),
            mode=Mode.floret,
            minn=int(settings["minn"]),
            maxn=int(settings["maxn"]),
            hash_count=int(settings["hash_count"]),
            hash_seed=int(settings["hash_seed"]),
            bow=str(settings["bow"]),
            eow=str(settings["eow"]),
            attr="LOWER",
        )
        self.strings = strings
        self.attr = self._vectors.attr
        self.data = self._vectors.data
        self.n_keys = -1  # a subword table has no keys
        self.name = "subwords"
        self.mode = "floret"
        self._cache: dict[str, npt.NDArray[np.float32]] = {}

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and dimensions of the bucket table."""
        rows, dimensions = self.data.shape
        return rows, dimensions

    @property
    def vectors_length(self) -> int:
        """Dimensions of a vector."""
        return self.shape[1]

    def __len__(self) -> int:
        return self.shape[0]

    def get_batch(self, keys: Iterable[int]) -> npt.NDArray[np.float32]:
        """Vectors of the words with these hashes, one row each."""
        words = [self.strings.as_string(key) for key in keys]
        new = [w for w in dict.fromkeys(words) if w not in self._cache]
        if new:
            if len(self._cache) > CACHED_VECTORS:
                self._cache.clear()
                new = list(dict.fromkeys(words))
            # Lower-case forms are unknown to the string store until they are added.
            rows = self._vectors.get_batch([self.strings.add(w) for w in new])
            self._cache.update(zip(new, rows, strict=True))
        return np.asarray([self._cache[w] for w in words], dtype=np.float32)


def build(
    config: Mapping[str, Any], vectors: Mapping[str, Any], known: Mapping[str, frozenset[str]]
) -> SaksiLanguage:
    """An untrained pipeline from a config, the word vectors and the words of known names by label."""
    nlp: SaksiLanguage = SaksiLanguage.from_config({**config}, auto_fill=True)
    nlp.vocab.vectors = WordVectors(nlp.vocab.strings, vectors)
    for label, flag in NAME_FLAGS.items():
        nlp.vocab.lex_attr_getters[flag] = partial(_in_name, known[label])
    use_fast_products(nlp)
    return nlp


def _in_name(words: frozenset[str], word: str) -> bool:
    """Whether the word, or for one in capitals its usual form, occurs in a listed name."""
    return word in words or (word.isupper() and word.title() in words)


def use_fast_products(nlp: Language) -> None:
    """Lets NumPy multiply the matrices: three times as fast as thinc's own on recent processors."""
    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        for node in pipe.model.walk():
            node.ops = ops


def tree_config(width: int) -> dict[str, Any]:
    """Config for learning trees: all heads on one encoder of that width. Its entity head only helps."""
    config = copy.deepcopy(CONFIG)
    parts = config["components"]
    del parts[NAME_ENCODER]
    config["nlp"]["pipeline"].remove(NAME_ENCODER)
    parts[ENCODER]["model"]["embed"]["width"] = width
    parts[ENCODER]["model"]["encode"]["width"] = width
    for head in (TAGGER, PARSER, ENTITIES):
        parts[head]["model"]["tok2vec"].update(width=width, upstream=ENCODER)
    return config


def entity_config() -> dict[str, Any]:
    """Config for learning entities: the name encoder and its head."""
    config = copy.deepcopy(CONFIG)
    config["nlp"]["pipeline"] = [NAME_ENCODER, ENTITIES]
    config["components"] = {name: config["components"][name] for name in (NAME_ENCODER, ENTITIES)}
    return config


def tagger_config(width: int) -> dict[str, Any]:
    """Config of a further tagger that listens to the encoder."""
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": width, "upstream": ENCODER}
    return {"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}}
