"""What a pipeline calls the kinds of words and their places in a sentence; each file says what a set is for."""

from msgspec import Struct

Labels = frozenset[str]


class Tags(Struct, frozen=True, forbid_unknown_fields=True):
    """`tags.toml`: kinds of words, as sets of tags."""

    verb: Labels
    finite: Labels
    tensed: Labels
    read_as_tensed: Labels
    reporting: Labels
    modal: Labels
    bare: Labels
    gerund: Labels
    participle: Labels
    infinitive_mark: Labels
    after_pronoun: Labels
    noun: Labels
    plural: Labels
    proper: Labels
    name: Labels
    pronoun: Labels
    possessive: Labels
    noun_or_pronoun: Labels
    relative: Labels
    which: Labels
    adverb: Labels
    preposition: Labels
    coordinator: Labels
    subordinator: Labels
    stop: Labels
    before_verb: Labels
    adverbial: Labels
    resumes: Labels
    ends_source: Labels
    parts_quotation: Labels
    no_name_follows: Labels
    in_name: Labels
    in_label: Labels
    in_hop: Labels
    ends_hop: Labels
    only_first_in_hop: Labels
    in_title: Labels
    before_title: Labels
    before_no_person: Labels
    opens_relative: Labels
    opens_apposition: Labels
    ends_role: Labels
    opens_noun: Labels
    compound: Labels


class Grammar(Struct, frozen=True, forbid_unknown_fields=True):
    """`grammar.toml`: what a word is to the word it hangs on, as sets of dependency labels."""

    subject: Labels
    noun_subject: Labels
    passive_subject: Labels
    agent: Labels
    root: Labels
    auxiliary: Labels
    passive_auxiliary: Labels
    beside_verb: Labels
    main: Labels
    climbs: Labels
    clause: Labels
    infinitive: Labels
    adverbial_clause: Labels
    relative_clause: Labels
    noun_modifier: Labels
    reduced_clause: Labels
    noun_clause: Labels
    object: Labels
    predicate: Labels
    complement: Labels
    prepositional_object: Labels
    possessor: Labels
    conjunct: Labels
    coordination: Labels
    time: Labels
    adjunct: Labels
    goes_on: Labels
    before_that: Labels
    within_clause: Labels
    link: Labels
    no_name: Labels
    governed: Labels = frozenset()
    governing: Labels = frozenset()
    marks: Labels = frozenset()
