Feature: Confidential people
  Some people speak to a desk because their name stays there. Whoever is marked confidential is told of by a description
  that the desk chooses, in everything that leaves the house and on every screen where nobody asked for names: no name,
  no alias, no role, no note. The ledger file itself holds the name: who has the file can read it.

  Background:
    Given these commands were run:
      """
      claims claimant add 'Mara Lind' --alias 'M. Lind' --note 'Met at the port' --confidential 'a senior official'
      claims add 'The ferry is sold' --by 'Mara Lind' --role 'deputy harbour master' --source https://herald.example/1 --on 2025-04-09
      claims verify 1 --because 'Mara Lind showed us the contract'
      """

  Scenario: The answers of commands give the description
    When I run "claims claimant list"
    Then it answers:
      """
      ID  KIND  NAME               ALSO
      #1        a senior official
      """

  Scenario: At the desk the names are shown when asked for
    When I run "claims claimant list --as-recorded"
    Then it answers:
      """
      ID  KIND  NAME       ALSO
      #1        Mara Lind  M. Lind
      """

  Scenario: A name that was typed in a reason is told as the description, too
    When I run "claims history 1"
    Then the answer has "a senior official showed us the contract"
    And the answer doesn't have "Lind"

  Scenario: A written report can't hold the names
    When I run "claims report claim 1 --as-recorded -o ferry.html"
    Then it refuses:
      """
      Error: A written report can't hold confidential names. Leave out -o, or --as-recorded.
      """

  Scenario: A table that leaves has the description, no role and no note
    When I run "claims export --format csv -o ferry.csv"
    Then the file "ferry.csv" has "a senior official"
    And the file "ferry.csv" doesn't have "Lind"
    And the file "ferry.csv" doesn't have "harbour master"

  Scenario: A dossier withholds the lines that name them, says so, and still hangs from its head
    When I run "claims bundle 1 -o ferry.zip"
    Then the dossier "ferry.zip" is whole and hangs from the head

  Scenario: A move of the whole ledger holds the names, and says so
    When I run "claims export -o ledger.jsonl"
    Then it says on stderr:
      """
      note: It holds the name of a confidential person: it must stay in the house.
      note: Written to ledger.jsonl.
      """

  Scenario: What a source doesn't say of somebody is not in a written report on them
    A report on screen has every claim of a person. Written to a file it has those in which a source names them: the
    others would tell whom the source meant. An export with --by leaves them out as well.
    Given these commands were run:
      """
      claims add 'The quay is closed' --by 'Ana Ruiz' --named named --source https://herald.example/2 --on 2025-04-09
      claims add 'The quay will be sold' --by 'Ana Ruiz' --named unnamed --source https://herald.example/3 --on 2025-04-09
      """
    When I run "claims export --format csv --by 'Ana Ruiz' --json -o ruiz.csv"
    Then the JSON has "claims" = 1

  Scenario: A confidential person can't become part of a public one
    Given these commands were run:
      """
      claims claimant add 'Ana Ruiz'
      """
    When I run "claims claimant merge 1 2"
    Then it refuses:
      """
      Error: Claimant #1 is confidential and claimant #2 is not: as one they would be told by name. Merge the other way, or first: claims claimant edit 2 --confidential DESCRIPTION
      """

  Scenario: It is taken off again
    When I run "claims claimant edit 1 --confidential none"
    Then it answers:
      """
      #1 Mara Lind (also M. Lind)
      """
