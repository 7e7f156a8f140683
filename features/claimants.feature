Feature: Claimants
  A claimant is anyone a statement can be attributed to: a person, an organization, an office, a group, or somebody
  unnamed. Agencies and newspapers are claimants too. They are added when they are first named.

  Scenario: Claimants are listed in the order in which they were first named
    Given these commands were run:
      """
      claims add 'The pier is safe' --by 'Elena Voss' --via 'VESTA news agency'
      claims claimant edit 'VESTA news agency' --kind organization
      claims claimant alias 'Elena Voss' 'Mayor Voss' 'E. Voss'
      """
    When I run "claims claimant list"
    Then it answers:
      """
      ID  KIND          NAME               ALSO
      #1                Elena Voss         E. Voss, Mayor Voss
      #2  organization  VESTA news agency
      """

  Scenario: The list is narrowed by a part of the name and by the kind
    Given these commands were run:
      """
      claims claimant add 'Elena Voss' --kind person
      claims claimant add 'Voss Shipping' --kind organization
      claims claimant add 'Port Authority' --kind organization
      """
    When I run "claims claimant list --name voss --kind organization"
    Then it answers:
      """
      ID  KIND          NAME           ALSO
      #2  organization  Voss Shipping
      """

  Scenario: A claimant is added with what is known about them
    Given an empty ledger
    When I run:
      """
      claims claimant add 'VESTA news agency' --kind organization --alias VESTA \
        --same-as https://vesta.example/about --note 'Owned by the state' --json
      """
    Then the JSON has "name" = "VESTA news agency"
    And the JSON has "kind" = "organization"
    And the JSON has "aliases" = ["VESTA"]
    And the JSON has "same_as" = "https://vesta.example/about"

  Scenario: A name that is known isn't added twice
    Given the claim "The pier is safe" by "Elena Voss"
    When I run "claims claimant add 'ELENA VOSS'"
    Then it refuses:
      """
      Error: "ELENA VOSS" is known already, as claimant #1. claims claimant edit 1 changes it; --homonym adds another of the same name.
      """

  Scenario: Two people of one name are told apart by their numbers
    Given the claim "The pier is safe" by "Elena Voss"
    And these commands were run:
      """
      claims claimant add 'Elena Voss' --homonym --note 'The harbour master'
      """
    When I run "claims add 'The tide is late' --by 'Elena Voss'"
    Then it refuses:
      """
      Error: "Elena Voss" could be any of the claimants #1, #2. Give the number instead.
      """
    When I run "claims add 'The tide is late' --by '#2' --json"
    Then the JSON has "claimant.id" = 2

  Scenario: An alias finds the claimant from then on
    Given the claim "The pier is safe" by "Elena Voss"
    When I run "claims claimant alias 'Elena Voss' 'Mayor Voss'"
    Then it answers "#1 Elena Voss (also Mayor Voss)"
    When I run "claims list --by 'mayor voss'"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER     CLAIM
      #1  unverified  unverified   Elena Voss  The pier is safe
      """

  Scenario: A claimant who is renamed is still found under the old name
    Given the claim "The pier is safe" by "Elena Voss"
    When I run "claims claimant edit 'Elena Voss' --name 'Elena Voss-Hale' --because 'She married'"
    Then it answers "#1 Elena Voss-Hale (also Elena Voss)"

  Scenario: Two entries for one claimant are merged, and everything follows
    Given the claim "The pier is safe" by "Elena Voss"
    And the claim "The ferry is late" by "Elena Vos"
    When I run "claims claimant merge 'Elena Vos' 'Elena Voss' --because 'A slip of the pen'"
    Then it answers "#1 Elena Voss (also Elena Vos)"
    When I run "claims list --by 'Elena Voss'"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER     CLAIM
      #2  unverified  unverified   Elena Voss  The ferry is late
      #1  unverified  unverified   Elena Voss  The pier is safe
      """

  Scenario: A merged entry stays readable under its number
    Given the claim "The pier is safe" by "Elena Voss"
    And the claim "The ferry is late" by "Elena Vos"
    And these commands were run:
      """
      claims claimant merge 2 1
      """
    When I run "claims claimant show 2 --json"
    Then the JSON has "name" = "Elena Vos"
    And the JSON has "merged_into.name" = "Elena Voss"

  Scenario: A name that nobody bears is not found, and the nearest one is offered
    Given the claim "The pier is safe" by "Elena Voss"
    When I run "claims claimant show 'Elena Vos'"
    Then it refuses:
      """
      Error: No claimant is called "Elena Vos". Did you mean "Elena Voss"?
      """

  Scenario: The report on a claimant says how what they said holds up
    Given the claim "The pier is safe" by "Elena Voss" in "Council minutes"
    And these commands were run:
      """
      claims refute 1 --because 'The survey found cracks' --rating False
      """
    When I run "claims report claimant 'Elena Voss'"
    Then it answers:
      """
      Claimant report: Elena Voss
      ═══════════════════════════

      1 claim. Did they say it? 1 unverified. Is it so? 1 refuted. Independent sources
      that it was said: one for 1 claim; on whether it is so: none for 1 claim.

      Recorded  claimant #1, 11 April 2025, 09:00 UTC, by ana
      As of     11 April 2025, 09:00 UTC

      Did they say it?
        unverified    ████████████████████████████████████████ 1

      Is it so?
        refuted       ████████████████████████████████████████ 1

      Open: still unverified
      ──────────────────────
      - Did they say it? #1

      Nothing is contested, nothing rests on a retracted source and nothing is due for
      re-check by 11 April 2025.

      #1  The pier is safe
          Elena Voss
          Did they say it?  unverified, no evidence
          Is it so?         refuted (False), no evidence
            ana, 11 April 2025: “The survey found cracks”.
          No independent source says whether it is so; that it was said: 1 (Council
            minutes (publisher unknown))
          · date not recorded
            Elena Voss
            “Council minutes”
      """
