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
      Orr denied that he had closed the pier. Mayor Lena Hart said that the pier was safe.
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
          He had closed the pier  [denied, not stated]
      #4  0.90  Lena Hart
          The pier was safe
      """
    When I run "claims inbox --accept 3"
    Then it refuses:
      """
      Error: Candidate #3 was denied: nobody is said to have stated it. Turn it down with claims inbox --reject 3, or record what was said: claims add.
      """
