@file
Feature: Finding the statements of an article
  `claims extract` reads an article and lists every statement that it attributes to somebody, in reading order: the words,
  who said them, through whom they came, how sure it is. It works offline, gives the same answer each time, and records
  nothing: a person decides. It takes `pip install '.[extract]'`.

  Background:
    Given the file "article.txt" holds:
      """
      The harbour bridge is closed until May, the transport ministry said on Monday.

      "We found cracks in two pillars," Elena Voss, the chief engineer, told reporters. "Nobody was in danger."

      She said repairs would cost about four million crowns. "It is money well spent," she added, according to the Orna
      news agency.

      According to the harbour council, the ferries will run twice as often. Mayor Anton Ruiz called the closure "a
      disaster for the old town".

      The bridge was built in 1931. The council has not yet found a builder.
      """

  Scenario: Statements are listed with who made them, how and when
    When I run "claims extract article.txt --published-on 2025-03-05"
    Then it answers:
      """
      article.txt: 6 statements

        1  The harbour bridge is closed until May
           the transport ministry · "said" · on 2025-03-03 · indirect · 0.92

        2  We found cracks in two pillars. Nobody was in danger.
           Elena Voss (chief engineer) · "told" · to reporters · direct · 0.95

        3  Repairs would cost about four million crowns
           Elena Voss (chief engineer) · as "She" · "said" · indirect · 0.90

        4  It is money well spent
           Elena Voss (chief engineer) · as "she" · "added" · through Orna · direct · 0.95

        5  The ferries will run twice as often
           the harbour council · "According to" · indirect · 0.92

        6  The closure "a disaster for the old town"
           Anton Ruiz (Mayor) · "called" · mixed · 0.75
      """

  Scenario: Positions count the characters of the file, so that every quote can be found again
    When I run "claims extract article.txt --json"
    Then the JSON has "candidates.1.content" = [[80, 113], [162, 185]]
    And the JSON has "candidates.1.source" = [114, 144]
    And the JSON has "candidates.1.speaker" = {"name": "Elena Voss", "as_written": "Elena Voss, the chief engineer", "role": "chief engineer"}
    And the JSON has "candidates.3.chain.1" = {"name": "Orna", "role": "news agency", "cue": "according to", "seat": 0}

  Scenario: What the outlet says in its own voice is offered apart
    When I run "claims extract article.txt --own-voice --publisher 'The Harbour Lamp' --jsonl"
    Then there are 1 JSON lines
    And line 1 of the JSON lines has "candidates.6.text" = "The bridge was built in 1931"
    And line 1 of the JSON lines has "candidates.6.speaker.name" = "The Harbour Lamp"
    And line 1 of the JSON lines has "candidates.6.mode" = "narrated"

  Scenario: Only what is sure enough is listed, and one may ask for more or for less
    When I run "claims extract article.txt --min-confidence 0.95"
    Then the answer has the lines:
      """
      article.txt: 2 statements
      """

  Scenario: A statement within a statement is kept, too
    Given the file "nested.txt" holds:
      """
      The mayor said the ministry had promised that the bridge would open in May.
      """
    When I run "claims extract nested.txt"
    Then it answers:
      """
      nested.txt: 2 statements

        1  The ministry had promised that the bridge would open in May
           The mayor · "said" · indirect · 0.90

        2  The bridge would open in May
           the ministry · "promised" · within 1 · indirect · 0.55
           Not sure: A clause follows "promised". It stands within another statement.
      """

  Scenario: Words without a speaker are left without one
    Given the file "wall.txt" holds:
      """
      On the wall of the ferry house somebody has painted a line.

      "The sea gives and the sea takes what it likes."
      """
    When I run "claims extract wall.txt --min-confidence 0.3"
    Then it answers:
      """
      wall.txt: 1 statement

        1  The sea gives and the sea takes what it likes
           nobody named · direct · 0.40
           Not sure: It stands between quotation marks, and the text doesn't tell who said it.
      """

  Scenario: Many files are read in one go
    When I run "claims extract article.txt article.txt --jsonl"
    Then there are 2 JSON lines
    And line 2 of the JSON lines has "file" = "article.txt"

  Scenario: One JSON document is about one file
    When I run "claims extract article.txt article.txt --json"
    Then it says on stderr:
      """
      Error: --json answers with one document: give one FILE, or take --jsonl. See: claims extract --help
      """
    And the exit code is 2

  Scenario: Text can come from standard input
    When I run "claims extract -" on the input:
      """
      The ferry is late, the captain said.
      """
    Then it answers:
      """
      Standard input: 1 statement

        1  The ferry is late
           the captain · "said" · indirect · 0.92
      """

  Scenario: Other readers can be plugged in; the one for transcripts comes along
    Given the file "hearing.txt" holds:
      """
      CHAIR: The session is open.

      Elena Voss (chief engineer): The pillars were last looked at in 2019.
      """
    When I run "claims extract hearing.txt --reader transcript"
    Then it answers:
      """
      hearing.txt: 2 statements

        1  The session is open
           CHAIR · direct · 0.90

        2  The pillars were last looked at in 2019
           Elena Voss (chief engineer) · direct · 0.90
      """

  Scenario: A reader that isn't there is refused
    When I run "claims extract article.txt --reader oracle"
    Then it refuses:
      """
      Error: There is no reader 'oracle'. Readers are rules, transcript.
      """

  Scenario: A language without rules is refused
    When I run "claims extract article.txt --language fi"
    Then it refuses:
      """
      Error: There are no rules for statements in the language 'fi' yet. There are for: en. A folder in CLAIMS_LANGUAGE_FOLDER adds another.
      """

  Scenario: A source is read in its own language unless another is named
    Given these commands were run:
      """
      claims source add Satama --language fi
      claims archive 1 --from article.txt
      """
    When I run "claims extract 1"
    Then it refuses:
      """
      Error: There are no rules for statements in the language 'fi' yet. There are for: en. A folder in CLAIMS_LANGUAGE_FOLDER adds another.
      """
    When I run "claims extract 1 --language en-GB"
    Then the answer has the lines:
      """
      Satama: 6 statements
      """

  Scenario: Words that are announced twice are one statement
    When I run "claims extract - --json" on the input:
      """
      Mayor Anna Brown spoke on Monday. She added in a statement that the bridge would reopen in May.
      """
    Then the JSON has 1 "candidates"
    And the JSON has "candidates.0.cue" = "added"

  Scenario: Without the day of publication a weekday stays open, and it says so
    Given these commands were run:
      """
      claims source add article.txt --archive
      """
    When I run "claims extract 1 --min-confidence 0.92"
    Then it says on stderr:
      """
      note: When source #1 was published isn't known, so a day like "Thursday" stays open: claims source edit 1 --published DATE, and extract again
      note: 4 new in the inbox. Go on with: claims inbox 1
      """
