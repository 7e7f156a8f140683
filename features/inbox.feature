Feature: The inbox
  What a reader finds in a source waits in the inbox. Nothing becomes a claim before a person has decided, and what was
  rejected is not asked again.

  Background:
    Given the file "hearing.txt" holds:
      """
      MAYOR: The bridge will open in June.
      CLERK: Nobody has signed the order.
      """
    And these commands were run:
      """
      claims source add hearing.txt --publisher 'Council records' --archive
      claims extract 1 --reader transcript
      """

  Scenario: What waits
    When I run "claims inbox"
    Then it answers:
      """
      #1  0.90  MAYOR
          The bridge will open in June
      #2  0.90  CLERK
          Nobody has signed the order
      """

  Scenario: Accepting records the claim, who made it, the chain and the anchored quote
    When I run "claims inbox --accept 1"
    Then it answers:
      """
      #1 The bridge will open in June
          content: unverified · attribution: unverified
          MAYOR > Council records · direct
      """

  Scenario: What was rejected is not asked again
    Given these commands were run:
      """
      claims inbox --reject 2 --because 'No claim'
      claims extract 1 --reader transcript
      """
    When I run "claims inbox --json"
    Then the JSON has 1 "candidates"

  Scenario: A script takes all that the reader is sure of
    When I run "claims inbox --accept-all --min-confidence 0.8 --json"
    Then the JSON has 2 "claims"

  Scenario: What nobody stated is marked, and is never accepted
    Given the file "denial.txt" holds:
      """
      Orr denied that the pier was closed. Mayor Lena Hart said that the pier was safe.
      """
    And these commands were run:
      """
      claims source add denial.txt --publisher 'The Harbour Lamp' --archive --language en
      claims extract 2
      """
    When I run "claims inbox 2"
    Then it answers:
      """
      #3  0.62  Orr
          The pier was closed  [denied, not stated]
      #4  0.90  Lena Hart
          The pier was safe
      """
    When I run "claims inbox --accept 3"
    Then it refuses:
      """
      Error: Candidate #3 was denied: nobody is said to have stated it. Turn it down with claims inbox --reject 3, or record what was said: claims add.
      """

  Scenario: A claim stands alone, or is marked where it doesn't
    Given the file "lies.txt" holds:
      """
      Mayor Lena Hart said she would close the pier. Tom Orr said they had lied.
      """
    And these commands were run:
      """
      claims source add lies.txt --publisher 'The Harbour Lamp' --archive --language en
      claims extract 2
      """
    When I run "claims inbox 2"
    Then it answers:
      """
      #3  0.90  Lena Hart
          She would close the pier
          Proposed: Lena Hart would close the pier
      #4  0.90  Tom Orr
          They had lied
          Open: It begins with "they", and the text doesn't plainly tell who or what is meant.
      """
    When I run "claims inbox 2 --accept-all"
    Then the answer has "Lena Hart would close the pier"
    And the answer has "unresolved-pronoun"
