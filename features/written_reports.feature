Feature: Written reports
  What left the house can be held up to the ledger later. A report written with -o names in its foot the ledger, how far
  the log reached, and the day; and the ledger keeps what was asked and the hash of the file.

  Background:
    Given these commands were run:
      """
      claims add 'The pier opens in June' --by 'Elena Voss' --source https://courier.example/pier
      claims verify 1 --because 'The minutes say so' --rating True
      """

  Scenario: A written report says which ledger it comes from and how far the log reached
    When I run "claims report source 1 -o pier.md"
    Then the file "pier.md" has "on 11 April 2025:"
    And the file "pier.md" has "lines 5, head "
    And the file "pier.md" has "claims report verify FILE"

  Scenario: On the screen there is no foot, because nobody vouches for what is printed there
    When I run "claims report source 1"
    Then the answer doesn't have "head"
    When I run "claims report source 1 --json"
    Then the JSON has "manifest" = null

  Scenario: Writing a report changes nothing that reports show
    Given these commands were run:
      """
      claims report source 1 -o one.html
      claims report source 1 -o two.html
      claims report claim 1 -o three.html
      claims report claim 1 -o four.html
      """
    Then the files "one.html" and "two.html" are the same
    And the files "three.html" and "four.html" are the same

  Scenario: Last week's report can be had again to the byte
    Given these commands were run:
      """
      claims report source 1 -o then.html
      claims dispute 1 --because 'The harbour master denies it'
      claims report source 1 --as-of @5 -o again.html
      """
    Then the files "then.html" and "again.html" are the same

  Scenario: A file that is as it was written, and still stands
    Given these commands were run:
      """
      claims report claim 1 -o pier.csv
      """
    When I run "claims report verify pier.csv"
    Then the answer has "Genuine and current."
    And the exit code is 0

  Scenario: A file that is genuine, though a ruling has changed since
    Given these commands were run:
      """
      claims report claim 1 -o pier.html
      claims dispute 1 --because 'The harbour master denies it'
      """
    When I run "claims report verify pier.html"
    Then the answer has "Genuine, and 1 ruling has changed since."
    And the answer has the lines:
      """
      #1 content: verified (True) -> disputed, 2025-04-11 by ana
          The harbour master denies it
      """
    And the exit code is 1

  Scenario: A file that is genuine, though a claim in it was taken out since
    Given these commands were run:
      """
      claims report claim 1 -o pier.txt
      claims retire 1 --because 'It was another pier'
      """
    When I run "claims report verify pier.txt --json"
    Then the JSON has "verdict" = "changed"
    And the JSON has "taken_out" = [1]
    And the exit code is 1

  Scenario: A file that was altered after it was written
    Given these commands were run:
      """
      claims report claim 1 -o pier.md
      """
    And a word of the file "pier.md" was changed from "June" to "July"
    When I run "claims report verify pier.md"
    Then the answer has "Altered: its foot names line 5 of this ledger, but no edition has these bytes."
    And the exit code is 1

  Scenario: A file that no foot connects with any ledger
    Given the file "note.txt" holds:
      """
      The pier opens in June.
      """
    When I run "claims report verify note.txt"
    Then the answer has "Altered, or not from this ledger: no edition has these bytes, and there is no foot."
    And the exit code is 1

  Scenario: A file that isn't there
    When I run "claims report verify pier.pdf"
    Then it refuses:
      """
      Error: pier.pdf can't be read: No such file or directory. Name the file of a report.
      """
