Feature: Listing claims
  A list is narrowed by how a claim stands, who said it, who passed it on, where it appears, when it was said, and by the
  desk's own tags. Everything named has to be true of a claim. Newest entries come first.

  Scenario: Claims are listed with where they stand on both questions
    Given the claim "The bridge is closed to lorries" by "Elena Voss"
    And the claim "The night ferry sails in May" by "Viktor Petrov"
    And these commands were run:
      """
      claims verify 1 --because 'The order says so'
      claims verify 2 --attribution --because 'The recording has it'
      """
    When I run "claims list"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER        CLAIM
      #2  unverified  verified     Viktor Petrov  The night ferry sails in May
      #1  verified    unverified   Elena Voss     The bridge is closed to lorries
      """

  Scenario: A status asks about the content, unless the other question is named
    Given the claim "The bridge is closed to lorries" by "Elena Voss"
    And the claim "The night ferry sails in May" by "Viktor Petrov"
    And these commands were run:
      """
      claims verify 1 --because 'The order says so'
      claims verify 2 --attribution --because 'The recording has it'
      """
    When I run "claims list --status verified"
    Then it answers:
      """
      ID  CONTENT   ATTRIBUTION  SPEAKER     CLAIM
      #1  verified  unverified   Elena Voss  The bridge is closed to lorries
      """
    When I run "claims list --status verified --axis attribution"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER        CLAIM
      #2  unverified  verified     Viktor Petrov  The night ferry sails in May
      """

  Scenario: --by is who spoke, --via who passed it on or printed it
    Given these commands were run:
      """
      claims source add https://courier.example/talks --publisher 'The Harbour Courier'
      claims add 'The night ferry sails in May' --by 'Viktor Petrov' --via 'VESTA news agency'
      claims add 'The pier is safe' --by 'Elena Voss' --source 1
      claims add 'Our reporter was turned away' --by 'VESTA news agency'
      """
    When I run "claims list --by 'VESTA news agency'"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER            CLAIM
      #3  unverified  unverified   VESTA news agency  Our reporter was turned away
      """
    When I run "claims list --via 'VESTA news agency'"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER        CLAIM
      #1  unverified  unverified   Viktor Petrov  The night ferry sails in May
      """
    When I run "claims list --via 'The Harbour Courier'"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER     CLAIM
      #2  unverified  unverified   Elena Voss  The pier is safe
      """

  Scenario: A source is named by its address, its number, its title, or by who published it
    Given these commands were run:
      """
      claims source add https://courier.example/talks --publisher 'The Harbour Courier' --title 'Talks end'
      claims add 'The night ferry sails in May' --by 'Viktor Petrov' --source 1
      claims add 'The pier is safe' --by 'Elena Voss'
      """
    When I run "claims list --source 'The Harbour Courier'"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER        CLAIM
      #1  unverified  unverified   Viktor Petrov  The night ferry sails in May
      """

  Scenario: A claim said some time in April counts for the whole of April
    Given these commands were run:
      """
      claims add 'The ferry is late' --by 'Elena Voss' --on 2025-03-31
      claims add 'The pier is safe' --by 'Elena Voss' --on 2025-04
      claims add 'The bridge is closed' --by 'Elena Voss' --on 2025-04-02
      claims add 'The tide is out' --by 'Elena Voss'
      """
    When I run "claims list --since 2025-04-03"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER     CLAIM
      #2  unverified  unverified   Elena Voss  The pier is safe
      """
    When I run "claims list --since 2025-04 --until 2025-04-02"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER     CLAIM
      #3  unverified  unverified   Elena Voss  The bridge is closed
      #2  unverified  unverified   Elena Voss  The pier is safe
      """

  Scenario: With two tags a claim has to bear both
    Given these commands were run:
      """
      claims add 'The ferry is late' --by 'Elena Voss' --tag ferries
      claims add 'The ferry was sold' --by 'Elena Voss' --tag ferries --tag money
      """
    When I run "claims list --tag Money --tag ferries"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER     CLAIM
      #2  unverified  unverified   Elena Voss  The ferry was sold
      """

  Scenario: A long list says how to go on
    Given the claim "The ferry is late" by "Elena Voss"
    And the claim "The pier is safe" by "Elena Voss"
    And the claim "The bridge is closed" by "Elena Voss"
    When I run "claims list --limit 2"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER     CLAIM
      #3  unverified  unverified   Elena Voss  The bridge is closed
      #2  unverified  unverified   Elena Voss  The pier is safe
      """
    And it says on stderr:
      """
      note: There are more. Go on with --after 2, or raise --limit.
      """
    When I run "claims list --limit 2 --after 2"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER     CLAIM
      #1  unverified  unverified   Elena Voss  The ferry is late
      """
    And it says nothing on stderr

  Scenario: The list is put in the order in which claims were said
    Given these commands were run:
      """
      claims add 'The ferry is late' --by 'Elena Voss' --on 2025-04-09
      claims add 'The pier is safe' --by 'Elena Voss'
      claims add 'The bridge is closed' --by 'Elena Voss' --on 2025-04-02
      """
    When I run "claims list --sort said"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER     CLAIM
      #1  unverified  unverified   Elena Voss  The ferry is late
      #3  unverified  unverified   Elena Voss  The bridge is closed
      #2  unverified  unverified   Elena Voss  The pier is safe
      """

  Scenario: What was taken out is left out, unless it is asked for
    Given the claim "The ferry is late" by "Elena Voss"
    And the claim "The ferry is delayed" by "Elena Voss"
    And these commands were run:
      """
      claims retire 2 --because 'Entered twice, see #1'
      """
    When I run "claims list"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER     CLAIM
      #1  unverified  unverified   Elena Voss  The ferry is late
      """
    When I run "claims list --retired"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER     CLAIM
      #2  unverified  unverified   Elena Voss  The ferry is delayed
      #1  unverified  unverified   Elena Voss  The ferry is late
      """

  Scenario: A list can ask what the desk did with its claims
    Given the claim "The bridge is closed" by "Elena Voss"
    And the file "second.toml" holds:
      """
      name = "second pair of eyes"
      [content.verified]
      approvals = 1
      """
    And these commands were run:
      """
      claims add 'The bridge is open' --by 'Port Authority' --named unnamed --as 'Tom Abel'
      claims relate 2 contradicts 1
      claims verify 1 --because 'The order says so' --policy second.toml
      """
    When I run "claims list --pending"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER     CLAIM
      #1  unverified  unverified   Elena Voss  The bridge is closed
      """
    When I run "claims list --recorded-by 'Tom Abel' --relation contradicts --named unnamed"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER         CLAIM
      #2  unverified  unverified   Port Authority  The bridge is open
      """

  Scenario: A list of nothing is an answer
    Given an empty ledger
    When I run "claims list --status disputed"
    Then it answers "No claims."

  Scenario: A name that nobody bears is refused, so that a slip of the pen isn't taken for an answer
    Given the claim "The ferry is late" by "Elena Voss"
    When I run "claims list --by 'Elena Vosss'"
    Then it refuses:
      """
      Error: No claimant is called "Elena Vosss". Did you mean "Elena Voss"?
      """
