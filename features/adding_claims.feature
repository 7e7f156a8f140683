Feature: Adding claims
  A claim is what somebody said, put in the desk's own words, so that it can be checked. Recording one also records who
  said it, when, where it was printed, and through whom it came. Nothing has to be set up first: people and sources are
  found by their names, or added.

  Scenario: A claim needs a text and somebody who said it
    Given an empty ledger
    When I run "claims add 'The harbour bridge is closed to lorries' --by 'Elena Voss'"
    Then it answers:
      """
      #1 The harbour bridge is closed to lorries
          content: unverified · attribution: unverified
          Elena Voss
      """
    And it says nothing on stderr

  Scenario: A claim keeps the whole chain through which it came, from the speaker outwards
    Given these commands were run:
      """
      claims source add https://courier.example/harbour-talks --publisher 'The Harbour Courier' --published 2025-04-10
      """
    When I run:
      """
      claims add 'The sides agreed to restore the night ferry' --by 'Viktor Petrov' --role 'ambassador of Borovia' \
        --via 'state media' --via 'VESTA news agency' --source https://courier.example/harbour-talks --on 2025-04-10
      """
    Then it answers:
      """
      #1 The sides agreed to restore the night ferry
          content: unverified · attribution: unverified
          Viktor Petrov > state media > VESTA news agency > The Harbour Courier · 2025-04-10
      """

  Scenario: The source's publisher closes the chain, once
    Given these commands were run:
      """
      claims source add https://vesta.example/wire/77 --publisher 'VESTA news agency'
      """
    When I run:
      """
      claims add 'The night ferry sails again in May' --by 'Viktor Petrov' --via 'VESTA news agency' \
        --source https://vesta.example/wire/77
      """
    Then it answers:
      """
      #1 The night ferry sails again in May
          content: unverified · attribution: unverified
          Viktor Petrov > VESTA news agency
      """

  Scenario: A source without a publisher leaves the chain open, and the answer says how to close it
    Given an empty ledger
    When I run "claims add 'The night ferry sails again' --by 'Viktor Petrov' --source https://vesta.example/wire/77"
    Then it says on stderr:
      """
      note: Source #1 has no publisher to close the chain: claims source edit 1 --publisher NAME
      """
    And the exit code is 0

  Scenario: The exact words, the role, the cue and the occasion are kept
    Given an empty ledger
    When I run:
      """
      claims add 'The repairs will cost nine million' --by 'Elena Voss' --role 'mayor of Port Saltby' --cue told \
        --quote 'We reckon with nine million, not a crown more' --occasion 'council meeting' --json
      """
    Then the JSON has "utterances.0.quote.exact" = "We reckon with nine million, not a crown more"
    And the JSON has "utterances.0.mode" = "direct"
    And the JSON has "utterances.0.chain.0.role" = "mayor of Port Saltby"
    And the JSON has "utterances.0.chain.0.cue" = "told"
    And the JSON has "utterances.0.occasion" = "council meeting"

  Scenario: A relay can be given with its role and its cue
    Given an empty ledger
    When I run:
      """
      claims add 'The pier is safe' --by 'a senior official' --named unnamed \
        --via 'VESTA news agency|state agency|according to' --json
      """
    Then the JSON has "utterances.0.chain.0.naming" = "unnamed"
    And the JSON has "utterances.0.chain.1.name" = "VESTA news agency"
    And the JSON has "utterances.0.chain.1.role" = "state agency"
    And the JSON has "utterances.0.chain.1.cue" = "according to"

  Scenario Outline: A date keeps the precision in which it was given
    Given an empty ledger
    When I run "claims add 'The pier is safe' --by 'Elena Voss' --on '<given>' --json"
    Then the JSON has "utterances.0.said_on" = "<kept>"

    Examples:
      | given            | kept       |
      | 2025-04-10       | 2025-04-10 |
      | 10 April 2025    | 2025-04-10 |
      | yesterday        | 2025-04-10 |
      | 2025-04          | 2025-04    |
      | 2025             | 2025       |
      | about March 2025 | 2025-03~   |

  Scenario: A date that could mean two days is refused, and nothing is recorded
    Given an empty ledger
    When I run "claims add 'The pier is safe' --by 'Elena Voss' --on 04/05/2025"
    Then it refuses:
      """
      Error: "04/05/2025" could be 4 May or 5 April. Write 2025-05-04 or 2025-04-05.
      """

  Scenario: A claim is sorted by its kind, its language and the desk's own tags
    Given an empty ledger
    When I run:
      """
      claims add 'The repairs will cost nine million' --by 'Elena Voss' --kind quantity --language en \
        --tag Bridges --tag money --tag money --note 'Ask for the budget' --json
      """
    Then the JSON has "kind" = "quantity"
    And the JSON has "language" = "en"
    And the JSON has "tags" = ["bridges", "money"]
    And the JSON has "note" = "Ask for the budget"

  Scenario: A name that is known means the claimant who bears it
    Given the claim "The harbour bridge is closed" by "Elena Voss"
    And these commands were run:
      """
      claims claimant alias 'Elena Voss' 'Mayor Voss'
      """
    When I run "claims add 'The bridge opens in June' --by 'mayor  VOSS'"
    Then it answers:
      """
      #2 The bridge opens in June
          content: unverified · attribution: unverified
          Elena Voss
      """

  Scenario: A name one or two letters off a known one is recorded with a word of warning
    Given the claim "The harbour bridge is closed" by "Elena Voss"
    When I run "claims add 'The bridge opens in June' --by 'Elena Vos'"
    Then it says on stderr:
      """
      note: "Elena Vos" is a new claimant; did you mean "Elena Voss"? If they are one: claims claimant merge "Elena Vos" "Elena Voss".
      """
    And the exit code is 0

  Scenario: With --strict a name one or two letters off a known one is refused
    Given the claim "The harbour bridge is closed" by "Elena Voss"
    When I run "claims add 'The bridge opens in June' --by 'Elena Vos' --strict"
    Then it refuses:
      """
      Error: "Elena Vos" is a new claimant; did you mean "Elena Voss"? Nothing was recorded. Write "Elena Voss", or leave out --strict.
      """

  Scenario: The same text a second time is recorded with a word of warning
    Given the claim "The harbour bridge is closed" by "Elena Voss"
    When I run "claims add 'the harbour bridge is  closed' --by 'Port Authority'"
    Then it says on stderr:
      """
      note: Claim #1 has the same text. If it was only said again: claims utterance add 1 --by NAME.
      """
    And the exit code is 0

  Scenario: A source is recognised by its address, however it is written
    Given the claim "The harbour bridge is closed" by "Elena Voss" in "https://courier.example/bridge"
    When I run:
      """
      claims add 'The bridge opens in June' --by 'Elena Voss' \
        --source 'http://Courier.example/bridge?utm_source=letter#comments' --json
      """
    Then the JSON has "utterances.0.source.id" = 1
    And the JSON has "utterances.0.source.url" = "https://courier.example/bridge"

  Scenario: A source can be a file, a title, or the number of one that is known
    Given the file "minutes.txt" holds:
      """
      The council met on Tuesday.
      """
    And these commands were run:
      """
      claims add 'The council met' --by 'Elena Voss' --source minutes.txt
      claims add 'The council voted' --by 'Elena Voss' --source 'Minutes of the harbour council'
      claims add 'The vote was narrow' --by 'Elena Voss' --source 2
      """
    When I run "claims source list"
    Then it answers:
      """
      ID  KIND  PUBLISHED  PUBLISHER  SOURCE
      #1                              minutes.txt
      #2                              Minutes of the harbour council
      """

  Scenario: Several claims come in on standard input, one a line
    Given an empty ledger
    When I run "claims add - --by 'Elena Voss' --on 2025-04-10" on the input:
      """
      The harbour bridge is closed to lorries

      The repairs will cost nine million
      """
    Then it answers:
      """
      #1 The harbour bridge is closed to lorries
          content: unverified · attribution: unverified
          Elena Voss · 2025-04-10
      #2 The repairs will cost nine million
          content: unverified · attribution: unverified
          Elena Voss · 2025-04-10
      """

  Scenario: One line without a visible character keeps out all of them
    Given an empty ledger
    When I run "claims add - --by 'Elena Voss'" on the input:
      """
      The harbour bridge is closed to lorries
      [U+200B]
      The repairs will cost nine million
      """
    Then it refuses:
      """
      Error: Line 2: The claim text is empty. Give at least one visible character. Nothing was recorded.
      """

  Scenario: A text without a visible character is refused
    Given an empty ledger
    When I run "claims add '   ' --by 'Elena Voss'"
    Then it refuses:
      """
      Error: The claim text is empty. Give at least one visible character.
      """

  Scenario: Without a speaker it says which option is missing
    Given an empty ledger
    When I run "claims add 'The harbour bridge is closed'"
    Then it says on stderr:
      """
      Error: Missing option '-b' / '--by'. See: claims add --help
      """
    And the exit code is 2

  @file
  Scenario: The first claim creates the ledger
    Given no ledger yet
    When I run "claims add 'The harbour bridge is closed to lorries' --by 'Elena Voss' --db new/desk.db"
    And I run "claims list --db new/desk.db"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER     CLAIM
      #1  unverified  unverified   Elena Voss  The harbour bridge is closed to lorries
      """

  Scenario: A desk that writes in another language can write its dates in it
    Given an empty ledger
    And the environment has CLAIMS_LANGUAGE="es"
    When I run "claims add 'El muelle abre en junio' --by 'Elena Voss' --on '10 de abril de 2025'"
    Then it answers:
      """
      #1 El muelle abre en junio
          content: unverified · attribution: unverified
          Elena Voss · 2025-04-10
      """

  Scenario: A surname alone, a name turned round or abbreviated, or an office without its country may be one that is known
    Given these commands were run:
      """
      claims add 'The bridge is closed' --by 'Alexander Darchiev'
      claims add 'The bridge is wide' --by 'the State Department'
      """
    When I run "claims add 'The bridge is long' --by 'A. Darchiev' --strict"
    Then it says on stderr:
      """
      Error: "A. Darchiev" is a new claimant; did you mean "Alexander Darchiev"? Nothing was recorded. Write "Alexander Darchiev", or leave out --strict.
      """
    When I run "claims add 'The bridge is long' --by 'US Department of State' --strict"
    Then it says on stderr:
      """
      Error: "US Department of State" is a new claimant; did you mean "the State Department"? Nothing was recorded. Write "the State Department", or leave out --strict.
      """
