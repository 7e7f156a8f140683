Feature: Archiving
  A page that is cited may be gone tomorrow, or say something else. claims archive keeps its exact bytes, the text read from
  them, and what the document says of itself.

  Background:
    Given the file "talks.txt" holds:
      """
      Ferry talks end
      The owner told state radio that the night boat would sail again.
      """

  Scenario: Keeping a file
    Given these commands were run:
      """
      claims source add talks.txt --publisher 'The Strait Courier'
      """
    When I run "claims archive 1"
    Then it answers:
      """
      source #1: snapshot #1, 81 bytes of text/plain, 15 words
      """

  Scenario: The same bytes are kept once
    Given these commands were run:
      """
      claims source add talks.txt --archive
      """
    When I run "claims archive 1"
    Then it answers:
      """
      source #1: unchanged since snapshot #1
      """

  Scenario: What a page says of itself is filled in where nobody has entered anything, and it is said where it stands
    Given the file "page.html" holds:
      """
      <html lang="en"><head><title>Ferry | Courier</title><meta property="og:title" content="Ferry talks end">
      <script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-05-16T10:00:00Z",
      "author": {"name": "Tom Abel"}, "publisher": {"name": "The Strait Courier"}}</script></head>
      <body><article><p>The owner of the ferry told state radio on Tuesday that the night boat would sail again before July.</p>
      <p>The port said that nothing of the kind had been agreed so far, and that talks would go on for weeks.</p></article>
      </body></html>
      """
    And these commands were run:
      """
      claims source add 'Ferry talks' --byline 'By our reporter'
      """
    When I run "claims archive 1 --from page.html"
    Then the answer has "publisher: The Strait Courier (JSON-LD publisher)"
    And the answer has "published_on: 2024-05-16T10:00:00Z (JSON-LD datePublished)"
    And the answer has "language: en (html lang)"
    And the answer doesn't have "byline"

  Scenario: All kept bytes are hashed again
    Given these commands were run:
      """
      claims source add talks.txt --archive
      """
    When I run "claims archive verify"
    Then it answers "All 2 snapshots and kept bytes are as they were."

  Scenario: What can't be read is kept all the same
    Given the file "torn.pdf" holds:
      """
      %PDF-1.4 and nothing more
      """
    And these commands were run:
      """
      claims source add torn.pdf --publisher 'The Strait Courier'
      """
    When I run "claims archive 1"
    Then it answers:
      """
      source #1: snapshot #1, 26 bytes of application/pdf, no text
      """
    And it says on stderr:
      """
      note: No text can be read from this copy of source #1: the PDF is damaged or locked. Its bytes are kept; quotes from it stay orphans until you keep one with a text: claims archive 1 --from FILE.
      """

  Scenario: A source without an address needs its bytes
    Given these commands were run:
      """
      claims source add 'A leaflet'
      """
    When I run "claims archive 1"
    Then it refuses:
      """
      Error: Source #1 has no address to read it from. Give its bytes: claims archive 1 --from FILE
      """

  Scenario: A silent edit shows, with the quotes that it touches
    Given these commands were run:
      """
      claims source add talks.txt --publisher 'The Strait Courier' --archive
      claims add 'The boat sails again' --by 'The owner' --source 1 --quote 'the night boat would sail again'
      """
    And a word of the file "talks.txt" was changed from "night boat would" to "day boat might"
    And these commands were run:
      """
      claims archive --refresh
      """
    When I run "claims source diff 1"
    Then it answers:
      """
      source #1: snapshot #1 (2025-04-11) to #2 (2025-04-11): 2 changes
          ... owner told state radio that the [-night-] {+day+} boat would sail again. ...
          ... state radio that the night boat [-would-] {+might+} sail again. ...
          quote changed: claim #1, utterance #1: the night boat would sail again
              now: the day boat might sail again
      """
    When I run "claims queue"
    Then the answer has "utterance #1"

  Scenario: A path that came by an import is never read
    Given the file "reviews.json" holds:
      """
      {"@type": "ClaimReview", "claimReviewed": "Snow is black", "url": "https://desk-q.example/1",
       "author": {"name": "Desk Q"}, "datePublished": "2025-03-01", "reviewRating": {"alternateName": "False"},
       "itemReviewed": {"@type": "Claim", "appearance": [{"url": "file:///etc/hostname"}]}}
      """
    And these commands were run:
      """
      claims import reviews.json
      claims source add talks.txt
      """
    When I run "claims archive 2"
    Then it refuses:
      """
      Error: The address of source #2 is a file, and came by an import: nobody here typed it. If you know the file, name it yourself: claims archive 2 --from FILE
      """
    When I run "claims archive 2 --from talks.txt"
    Then it answers:
      """
      source #2: snapshot #1, 81 bytes of text/plain, 15 words
      """
    When I run "claims archive --refresh"
    Then it answers "Nothing was kept."
    And it says on stderr:
      """
      note: Not read, because you didn't type their paths: #2. To keep one: claims archive N --from FILE
      """

  Scenario: What a colleague typed is read when it is asked for, and by no sweep
    Given these commands were run:
      """
      claims source add talks.txt --as Ben
      """
    When I run "claims archive --refresh --all"
    Then it answers "Nothing was kept."
    And it says on stderr:
      """
      note: Not read, because you didn't type their paths: #1. To keep one: claims archive N --from FILE
      """
    When I run "claims archive 1"
    Then it answers:
      """
      source #1: snapshot #1, 81 bytes of text/plain, 15 words
      """

  Scenario: The kept copies are listed, shown and opened without the network
    Given these commands were run:
      """
      claims source add talks.txt --publisher 'The Strait Courier' --archive
      """
    When I run "claims archive list"
    Then it answers:
      """
      #1  2025-04-11 09:00 UTC  source #1, talks.txt
          81 bytes of text/plain, sha256 d1cbda2e9350180454f731b904295d2bb1a57bb10c21919664e156ad94b75fac
      """
    When I run "claims archive show 1"
    Then the answer has "SHA-256        d1cbda2e9350180454f731b904295d2bb1a57bb10c21919664e156ad94b75fac"
    And the answer has "The owner told state radio that the night boat would sail again."
    When I run "claims archive open 1 --print"
    Then the answer has "claims-copy-1-"
    And the answer has ".txt"

  Scenario: What isn't kept can't be opened
    When I run "claims archive open 7"
    Then it refuses:
      """
      Error: No copy has the number 7. claims archive list shows those that are kept.
      """

  Scenario: A report says on which copy a claim was judged, also after the source was changed
    Given these commands were run:
      """
      claims source add talks.txt --publisher 'The Strait Courier' --archive
      claims add 'The boat sails again' --by 'The owner' --source 1 --quote 'the night boat would sail again'
      claims verify 1 --attribution --because 'The Courier has it'
      """
    And a word of the file "talks.txt" was changed from "night boat would" to "day boat might"
    And these commands were run:
      """
      claims archive --refresh
      """
    When I run "claims report claim 1"
    Then the answer has "Judged on the copy of 11 April 2025 (snapshot #1), sha256"
    And the answer has "d1cbda2e9350180454f731b904295d2bb1a57bb10c21919664e156ad94b75fac"
    And the answer has "The source was changed after 11 April 2025, 09:00 UTC: the words stood"
    And the answer has "see claims source diff 1 --from 1 --to 2."
    When I run "claims quotes check"
    Then the answer has "The source was changed after 11 April 2025"
    When I run "claims lint"
    Then the answer has "is no longer in “talks.txt”. The source was changed after 11 April 2025"
    When I run "claims report coverage 1"
    Then the answer has "Recorded from it, but not found once in this text"
