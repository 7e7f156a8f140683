Feature: Messages and exit codes
  A command ends with 0 when it did what it was asked, with 1 when the ledger refused or something wasn't found, and with 2
  when the command line itself can't be read. What went wrong is one line on stderr that says what to do next.

  Scenario: Done is 0
    Given an empty ledger
    When I run "claims add 'The bridge is closed' --by 'Elena Voss'"
    Then the exit code is 0
    And it says nothing on stderr

  Scenario: Not found is 1
    Given an empty ledger
    When I run "claims verify 7 --because 'The order says so'"
    Then it refuses:
      """
      Error: There is no claim 7. claims list shows the numbers.
      """

  Scenario: What isn't a number is refused as such
    Given the claim "The bridge is closed" by "Elena Voss"
    When I run "claims show bridge"
    Then it refuses:
      """
      Error: "bridge" is no number of a claim. Give a number such as 12, or a uid.
      """

  Scenario: A command that doesn't exist is 2, and the nearest one is offered
    Given an empty ledger
    When I run "claims serch bridge"
    Then it says on stderr:
      """
      Error: There is no command 'serch'. Did you mean search? See: claims --help
      """
    And the exit code is 2

  Scenario: A source is never deleted, and a wrong guess leads on to what can be done with it
    Given an empty ledger
    When I run "claims source retire 1"
    Then it says on stderr:
      """
      Error: There is no command 'retire'. A source stays, since the log names it. Did you mean edit, which corrects it, or merge, which makes one of two? See: claims source --help
      """
    And the exit code is 2

  Scenario: An option that doesn't exist is 2, and help is offered
    Given an empty ledger
    When I run "claims list --stauts disputed"
    Then it says on stderr:
      """
      Error: No such option '--stauts'. (Did you mean one of: '--as', '--status', '--tag'?). See: claims list --help
      """
    And the exit code is 2

  Scenario: A word that isn't one of the list is 2
    Given an empty ledger
    When I run "claims list --status perhaps"
    Then it says on stderr:
      """
      Error: Invalid value for '-S' / '--status': 'perhaps' is not one of 'unverified', 'verified', 'disputed', 'refuted', 'unverifiable', 'withdrawn'. See: claims list --help
      """
    And the exit code is 2

  Scenario: Help shows an example
    Given an empty ledger
    When I run "claims verify --help"
    Then the answer has "Examples:"
    And the exit code is 0

  Scenario: Version
    Given an empty ledger
    When I run "claims --version"
    Then the answer has "claims "
    And the exit code is 0

  Scenario: What came from outside can't drive the terminal
    Given the claim "Right[U+202E]to left" by "Elena Voss"
    When I run "claims list"
    Then it answers:
      """
      ID  CONTENT     ATTRIBUTION  SPEAKER     CLAIM
      #1  unverified  unverified   Elena Voss  Right\u202eto left
      """

  Scenario: A refused command changes nothing
    Given the claim "The bridge is closed" by "Elena Voss"
    When I run "claims verify 1 --because 'The order says so' --evidence ./no-such-file.pdf"
    Then it refuses:
      """
      Error: There is no file "./no-such-file.pdf". Check the path, or give a URL or title.
      """
    When I run "claims source list"
    Then it answers "No sources."
