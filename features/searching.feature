Feature: Searching
  A search looks for words in claims and quotes, and in the names of everybody in the chain and of the sources. All words
  have to be there. The best match comes first.

  Scenario: Claims are found by their words, in any form and order
    Given the claim "The diplomats agreed on movement" by "Viktor Petrov"
    And the claim "A diplomat moved house" by "Elena Voss"
    And the claim "The bridge is closed" by "Elena Voss"
    When I run "claims search diplomat movements"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER        CLAIM
      #1  unverified  unverified   Viktor Petrov  The diplomats agreed on movement
      """

  Scenario: Words in quotation marks have to stand side by side
    Given the claim "The night ferry is sold" by "Elena Voss"
    And the claim "The ferry sails at night" by "Elena Voss"
    When I run:
      """
      claims search '"night ferry"'
      """
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER     CLAIM
      #1  unverified  unverified   Elena Voss  The night ferry is sold
      """

  Scenario: A star stands for the rest of a word
    Given the claim "The embassies are short of staff" by "Viktor Petrov"
    And the claim "The bridge is closed" by "Elena Voss"
    When I run "claims search 'embass*'"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER        CLAIM
      #1  unverified  unverified   Viktor Petrov  The embassies are short of staff
      """

  Scenario: A claim is found by who said it, passed it on or printed it, and they are found, too
    Given these commands were run:
      """
      claims source add https://courier.example/ferry --title 'Sold' --publisher 'The Harbour Courier'
      claims add 'The night ferry is sold' --by 'Elena Voss' --via 'VESTA news agency' --source 1
      """
    When I run "claims search vesta"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER     CLAIM
      #1  unverified  unverified   Elena Voss  The night ferry is sold

      Claimants
      #3 VESTA news agency
      """
    When I run "claims search courier"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER     CLAIM
      #1  unverified  unverified   Elena Voss  The night ferry is sold

      Claimants
      #1 The Harbour Courier

      Sources
      #1 Sold · https://courier.example/ferry · The Harbour Courier
      """

  Scenario: A match in the claim comes before a match in a name
    Given the claim "The pier is safe" by "Ferry Watch"
    And the claim "The ferry is late" by "Elena Voss"
    And the claim "The bridge is closed" by "Ferry Watch"
    When I run "claims search ferry --json"
    Then the JSON has "claims.0.id" = 2
    And the JSON has 3 "claims"
    And the JSON has "claimants.0.name" = "Ferry Watch"

  Scenario: Accents and case don't matter
    Given the claim "Le café du port est fermé" by "Hélène Voß"
    When I run "claims search 'CAFE FERME'"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER     CLAIM
      #1  unverified  unverified   Hélène Voß  Le café du port est fermé
      """

  Scenario: Scripts without spaces are searched like any other
    Given the claim "外交部否认达成协议" by "王伟"
    When I run "claims search 达成协议"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER  CLAIM
      #1  unverified  unverified   王伟     外交部否认达成协议
      """

  Scenario: Nothing found is an answer
    Given the claim "The bridge is closed" by "Elena Voss"
    When I run "claims search zeppelin"
    Then it answers "Nothing found."

  Scenario: Signs that mean something to a database mean nothing here
    Given the claim "The bridge is closed" by "Elena Voss"
    When I run "claims search 'bridge: AND' 'NEAR(closed)' 'x^2 -1'"
    Then it answers "Nothing found."

  Scenario: A search for no word at all is refused
    Given the claim "The bridge is closed" by "Elena Voss"
    When I run "claims search '***'"
    Then it refuses:
      """
      Error: There is no word to search for. Give one or more words.
      """

  Scenario: A list can be narrowed by words, too
    Given the claim "The bridge is closed" by "Elena Voss"
    And the claim "The bridge is open" by "Port Authority"
    When I run "claims list --search bridge --by 'Elena Voss'"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER     CLAIM
      #1  unverified  unverified   Elena Voss  The bridge is closed
      """
