"""Actors in short texts with hand-given tags: what they are, how they are coded, what takes them up."""

from conllu import analysis_from_lines, article_of
from saksi.lexicons.load import default_lexicons
from saksi.readers.source import SourceDocument
from saksi.records import Actor
from saksi.reference.actors import ActorFindings, find_actors


def tagged(text: str, verb: str = "") -> str:
    """ "Kapolres/N Depok/P Budi/P:PER" as lines for the tree builder: every word hangs on the one before.

    Tags: N noun, P proper noun, V verb, A adposition, R pronoun, D determiner, C conjunction, J adjective,
    M number, punctuation by itself. `:PER` begins an entity, `:+PER` goes on with it.
    """
    kinds = {
        "N": "NOUN", "P": "PROPN", "V": "VERB", "A": "ADP", "R": "PRON", "D": "DET", "C": "CCONJ",
        "J": "ADJ", "M": "NUM", "S": "SCONJ",
    }  # fmt: skip
    lines = []
    for line in text.strip().split("\n"):
        cells = []
        for k, word in enumerate(line.split()):
            form, _, tag = word.rpartition("/") if "/" in word else (word, "", "")
            kind, _, entity = tag.partition(":")
            upos = kinds.get(kind, "PUNCT")
            iob = f"I-{entity[1:]}" if entity.startswith("+") else f"B-{entity}" if entity else "O"
            dep = "root" if k == 0 else "nsubj" if kind == "P" and k == 1 else "flat"
            cells.append(f"{form}/{upos}/{k}/{dep}/{iob}")
        lines.append(" ".join(cells))
    return "\n".join(lines)


def read(text: str, published: str | None = None) -> tuple[str, ActorFindings]:
    analysis = analysis_from_lines(tagged(text))
    return analysis.text, find_actors(article_of(analysis, published=published), analysis, default_lexicons())


def told(text: str, published: str | None = None) -> list[tuple[str, str | None]]:
    return [(a.name, a.code) for a in read(text, published)[1].actors]


def only(text: str, published: str | None = None) -> Actor:
    actors = read(text, published)[1].actors
    assert len(actors) == 1, actors
    return actors[0]


def words(text: str) -> dict[str, list[str]]:
    plain, found = read(text)
    return {a.name: [plain[s:e] for s, e in a.mentions] for a in found.actors}


def test_a_title_gives_role_and_country() -> None:
    actor = only("Menteri/N Luar/N Negeri/N Norwegia/P:LOC Espen/P:PER Eide/P:+PER")
    assert (actor.name, actor.kind, actor.code) == ("Espen Eide", "person", "NORGOV")
    assert actor.role == "Menteri Luar Negeri Norwegia"


def test_noun_and_country_make_the_code() -> None:
    assert told("tentara/N Mali/P")[0][1] == "MLIMIL"
    assert told("polisi/N Kenya/P")[0][1] == "KENCOP"
    assert told("pemberontak/N Kolombia/P")[0][1] == "COLREB"
    assert told("warga/N Lebanon/P")[0][1] == "LBNCVL"
    assert told("mahasiswa/N Chile/P")[0][1] == "CHLEDU"


def test_an_official_of_rebels_is_on_their_side() -> None:
    actor = only("seorang/D pejabat/N kelompok/N pemberontak/N di/A Darfur/P")
    assert (actor.kind, actor.code, actor.name) == (
        "unnamed",
        "SDNREB",
        "seorang pejabat kelompok pemberontak",
    )


def test_world_organisations_have_their_own_code() -> None:
    assert told("Dewan/N Keamanan/N PBB/P") == [("Dewan Keamanan PBB", "IGOUNO")]
    assert told("pasukan/N penjaga/N perdamaian/N PBB/P")[0][1] == "IGOUNOMIL"
    assert told("juru/N bicara/N Uni/P Eropa/P")[0][1] == "IGOEUR"


def test_an_ethnic_group_is_not_its_nation() -> None:
    assert told("gerilyawan/N etnis/N Armenia/P di/A Azerbaijan/P")[0][1] == "AZEREB"


def test_a_people_with_a_country_takes_the_country() -> None:
    assert told("warga/N Kurdi/P Suriah/P")[0][1] == "SYRCVL"


def test_a_capital_acts_only_where_an_actor_stands() -> None:
    line = "menolak/V Ankara/P"
    assert told(line) == [("Ankara", "TURGOV")]
    assert told("rapat/N di/A Ankara/P") == []


def test_a_country_after_a_preposition_of_place_is_no_actor() -> None:
    assert told("tiba/V di/A Yordania/P") == []
    assert told("menyerang/V Yordania/P") == [("Yordania", "JOR")]


def test_two_letters_of_a_country_must_be_capitals() -> None:
    assert told("dolar/N as/N") == []
    assert told("menyerang/V AS/P") == [("AS", "USA")]


def test_a_defined_acronym_is_the_same_actor() -> None:
    found = words("Front/P:ORG Rakyat/P:+ORG Merdeka/P:+ORG (/X FRM/P ) menyerang/V\nmenolak/V FRM/P")
    assert list(found.values()) == [["Front Rakyat Merdeka", "FRM", "FRM"]]


def test_later_short_names_and_bare_titles_mean_the_same_person() -> None:
    found = words(
        "Kapolres/N Blora/P Komisaris/N Wawan/P:PER Kurniadi/P:+PER datang/V .\n"
        "Wawan/P:PER pergi/V .\n"
        "Kapolres/N menolak/V ."
    )
    assert found["Wawan Kurniadi"] == ["Kapolres Blora Komisaris Wawan Kurniadi", "Wawan", "Kapolres"]


def test_a_title_after_a_comma_belongs_to_the_name() -> None:
    found = words("Espen/P:PER Eide/P:+PER , Menteri/N Luar/N Negeri/N Norwegia/P , datang/V .")
    assert found == {"Espen Eide": ["Espen Eide", "Menteri Luar Negeri Norwegia"]}


def test_a_shared_name_means_the_one_named_last() -> None:
    text, found = read(
        "Andi/P:PER Saputra/P:+PER datang/V .\nAndi/P:PER Wijaya/P:+PER pergi/V .\nAndi/P:PER tidur/V ."
    )
    assert [[text[s:e] for s, e in a.mentions] for a in found.actors] == [
        ["Andi Saputra"],
        ["Andi Wijaya", "Andi"],
    ]
    assert [d.code for d in found.diagnostics] == ["ambiguous-name"]


def test_whose_lawyer_is_another_person() -> None:
    found = words("pengacara/N Rudi/P:PER Hartanto/P:+PER , Siti/P:PER Aminah/P:+PER , datang/V .")
    assert found == {
        "Rudi Hartanto": ["Rudi Hartanto"],
        "Siti Aminah": ["pengacara Rudi Hartanto", "Siti Aminah"],
    }


def test_that_group_takes_the_group_up() -> None:
    found = words("Hamas/P menyerang/V .\nKelompok/N itu/D menolak/V .")
    assert found == {"Hamas": ["Hamas", "Kelompok itu"]}


def test_a_group_known_by_a_noun_with_a_clitic_has_a_name(pipeline) -> None:
    text = "Juru bicara TPNPB-OPM, Sebby Sambom, mengklaim kelompoknya bertanggung jawab atas serangan itu."
    record = pipeline.read(SourceDocument(text.encode(), text, "berita.txt", "text/plain"))
    assert "kelompok" in {actor.name for actor in record.actors}


def test_bare_nouns_take_the_country_of_their_sentence() -> None:
    found = dict(told("Presiden/N Kenya/P:LOC William/P:PER Ruto/P:+PER menghadapi/V demonstran/N ."))
    assert found["demonstran"] == "KENCVL"


def test_what_no_context_tells_stays_open() -> None:
    assert told("pemberontak/N menyerang/V") == [("pemberontak", "---REB")]


def test_leaders_are_coded_by_their_term() -> None:
    line = "menemui/V Angela/P:PER Merkel/P:+PER"
    assert told(line, "2012-05-01") == [("Angela Merkel", "DEUGOV")]
    assert told(line, "2023-05-01") == [("Angela Merkel", "DEUELI")]


def test_a_former_president_is_elite() -> None:
    assert told("mantan/N Presiden/N Kosta/P Rika/P Oscar/P:PER Arias/P:+PER")[0][1] == "CRIELI"


def test_places_complete_the_name_of_an_office() -> None:
    assert told("Polres/P Wonogiri/P menangkap/V pencuri/N .")[0] == ("Polres Wonogiri", "IDNCOP")


def test_loaded_labels_are_kept() -> None:
    assert told("KKB/P menembak/V") == [("KKB", "IDNUAF")]
    assert told("TPNPB/P menembak/V") == [("TPNPB", "IDNREB")]


def test_regulations_are_nobody() -> None:
    assert told("Peraturan/N Presiden/N Nomor/N 5/M") == []


def test_every_mention_is_a_slice_and_ids_follow_the_text() -> None:
    text, found = read(
        "Presiden/N Peru/P:LOC Dina/P:PER Boluarte/P:+PER bertemu/V para/D petani/N Bolivia/P .\nIa/R menolak/V ."
    )
    assert [a.id for a in found.actors] == ["a1", "a2"]
    firsts = [min(a.mentions) for a in found.actors]
    assert firsts == sorted(firsts)
    spans = {(m.ref, m.span) for m in found.mentions}
    assert spans == {(a.id, span) for a in found.actors for span in a.mentions}
    assert [text[m.span[0] : m.span[1]] for m in found.mentions][-1] == "Ia"


def test_an_empty_article_has_no_actors() -> None:
    analysis = analysis_from_lines("./PUNCT/0/root")
    assert find_actors(article_of(analysis), analysis, default_lexicons()) == ActorFindings((), ())


def test_two_leaders_joined_by_a_hyphen_are_two() -> None:
    found = words("menemui/V Prabowo-Gibran/P:PER")
    assert found == {"Prabowo": ["Prabowo"], "Gibran": ["Gibran"]}


def test_a_body_of_another_state_is_not_ours() -> None:
    assert told("DPR/P Filipina/P menolak/V") == [("DPR Filipina", "PHLLEG")]


def test_a_commander_is_on_the_side_the_sentence_speaks_of() -> None:
    found = dict(told("pejabat/N pemberontak/N Suriah/P mengatakan/V komandan/N bersumpah/V"))
    assert found["komandan"] == "SYRREB"
