Feature: Sources
  A source is a document: an article, a wire, a transcript, a data set, a file on this machine. Statements appear in it, or
  it is evidence. Its publisher closes the reporting chain, and its links say where it takes its content from.

  Scenario: A source is added with what is known about it
    Given an empty ledger
    When I run:
      """
      claims source add https://courier.example/talks --title 'Night ferry to return' --kind article --language en \
        --publisher 'The Harbour Courier' --byline 'By Tom Abel' --published '10 April 2025'
      """
    Then it answers "#1 Night ferry to return · https://courier.example/talks · The Harbour Courier · 2025-04-10"

  Scenario: Sources are listed in the order in which they were entered
    Given these commands were run:
      """
      claims source add https://courier.example/talks --title 'Night ferry to return' --kind article --published 2025-04
      claims source add 'Readout of the talks' --publisher 'Foreign Ministry of Arland' --kind statement
      """
    When I run "claims source list"
    Then it answers:
      """
      ID  KIND       PUBLISHED  PUBLISHER                   SOURCE
      #1  article    2025-04                                Night ferry to return
      #2  statement             Foreign Ministry of Arland  Readout of the talks
      """

  Scenario: The list is narrowed to one publisher
    Given these commands were run:
      """
      claims source add https://courier.example/talks --publisher 'The Harbour Courier'
      claims source add https://beacon.example/talks --publisher 'The Beacon'
      """
    When I run "claims source list --publisher 'the beacon'"
    Then it answers:
      """
      ID  KIND  PUBLISHED  PUBLISHER   SOURCE
      #2                   The Beacon  https://beacon.example/talks
      """

  Scenario: An address that is known isn't added twice
    Given these commands were run:
      """
      claims source add https://courier.example/talks
      """
    When I run "claims source add 'https://courier.example/talks?utm_source=letter'"
    Then it refuses:
      """
      Error: "https://courier.example/talks?utm_source=letter" is known already, as source #1. claims source edit 1 changes it, claims archive 1 keeps a copy.
      """

  Scenario: A publisher that is told later closes the chains that were open
    Given the claim "The pier is safe" by "Elena Voss" in "https://courier.example/pier"
    When I run "claims source edit 1 --publisher 'The Harbour Courier'"
    And I run "claims show 1 --json"
    Then the JSON has "utterances.0.chain.1.name" = "The Harbour Courier"
    And the JSON has "utterances.0.chain.1.publisher" = true

  Scenario: One source takes its content from another
    Given these commands were run:
      """
      claims source add https://vesta.example/wire/77 --title 'Ferry talks end'
      claims source add https://courier.example/talks --title 'Night ferry to return'
      """
    When I run "claims source link 'Night ferry to return' syndicates https://vesta.example/wire/77"
    Then it answers:
      """
      #2 Night ferry to return · https://courier.example/talks
          syndicates #1 Ferry talks end
      """

  Scenario: A link entered wrongly is taken out with a reason
    Given these commands were run:
      """
      claims source add https://vesta.example/wire/77 --title 'Ferry talks end'
      claims source add https://courier.example/talks --title 'Night ferry to return'
      claims source link 2 syndicates 1
      """
    When I run "claims source unlink 2 syndicates 1 --because 'The Courier had its own reporter there'"
    Then it answers "#2 Night ferry to return · https://courier.example/talks"

  Scenario: A source takes nothing from itself
    Given these commands were run:
      """
      claims source add https://vesta.example/wire/77
      """
    When I run "claims source link 1 quotes https://vesta.example/wire/77"
    Then it refuses:
      """
      Error: Source #1 can't take its content from itself. Give two different sources.
      """

  Scenario: A source that is retracted names the rulings that rest on it
    Given the claim "Flights resume in June" by "Viktor Petrov"
    And these commands were run:
      """
      claims verify 1 --because 'The paper confirmed it' --evidence https://ledger.example/flights
      """
    When I run "claims source retract 1 --because 'The interview was invented'"
    Then it answers "#1 https://ledger.example/flights · retracted 2025-04-11"
    And it says on stderr:
      """
      note: Claim #1, content verified, rests on it through evidence #1: see claims queue.
      """

  Scenario: Two entries for one document are merged, and everything follows
    Given the claim "The pier is safe" by "Elena Voss" in "https://courier.example/pier"
    And the claim "The ferry is late" by "Elena Voss" in "https://m.courier.example/pier"
    And these commands were run:
      """
      claims source merge 2 1 --because 'The same article for telephones'
      """
    When I run "claims list --source https://m.courier.example/pier"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER     CLAIM
      #2  unverified  unverified   Elena Voss  The ferry is late
      #1  unverified  unverified   Elena Voss  The pier is safe
      """

  Scenario: A source in full, with both ends of its links
    Given these commands were run:
      """
      claims source add https://vesta.example/wire/77 --title 'Ferry talks end' --publisher 'VESTA news agency'
      claims source add https://courier.example/talks --title 'Night ferry to return'
      claims source link 2 quotes 1
      """
    When I run "claims source show 1"
    Then the answer has "publisher    #1 VESTA news agency"
    And the answer has "gives to     #2 Night ferry to return quotes it"
