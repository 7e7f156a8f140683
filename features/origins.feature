Feature: Origins
  Who is independent of whom. Sources that come from one place are one, however many there are: one agency, one publisher,
  one site, one page, one text, one conversation. Each question is counted by itself, and so is each answer: how many say
  that it was said, that it wasn't, that it is so, that it isn't. What isn't known is said, and never counted in favour.

  Scenario: Pages of one site are one, also where nobody entered the publisher
    Given these commands were run:
      """
      claims add 'The pier is closed' --by 'Elena Voss'
      claims evidence add 1 https://www.courier.example.co.uk/1 --stance supports
      claims evidence add 1 https://news.courier.example.co.uk/2 --stance supports
      """
    When I run "claims show 1 --origins"
    Then it answers:
      """
      1 independent source says it is so; that it was said: 0

      example.co.uk: Both are on example.co.uk. Publisher unknown: told by its site, example.co.uk.
      ├─ evidence #1: courier.example.co.uk (supports, content)
      └─ evidence #2: news.courier.example.co.uk (supports, content)

      Counts for nothing
      └─ utterance #1: no source: It names no source and nobody who passed it on.
      """

  Scenario: Two blogs on one host service are two
    Given these commands were run:
      """
      claims add 'The pier is closed' --by 'Elena Voss'
      claims evidence add 1 https://anna.blogspot.com/1 --stance supports
      claims evidence add 1 https://bo.blogspot.com/1 --stance supports
      """
    When I run "claims show 1 --origins"
    Then the answer has "2 independent sources say it is so; that it was said: 0"

  Scenario: A page and its copies are one
    Given these commands were run:
      """
      claims add 'The pier is closed' --by 'Elena Voss'
      claims source add https://courier.example.com/pier --publisher 'The Harbour Courier'
      claims evidence add 1 1 --stance supports
      claims evidence add 1 https://web.archive.org/web/2025/https://www.courier.example.com/pier --stance supports
      claims evidence add 1 https://m.courier.example.com/pier?utm_source=x --stance supports
      claims evidence add 1 https://courier-example-com.cdn.ampproject.org/c/s/courier.example.com/pier --stance supports
      """
    When I run "claims show 1 --origins"
    Then the answer has the lines:
      """
      1 independent source says it is so; that it was said: 0

      The Harbour Courier: All 4 come through The Harbour Courier (found: one page, kept or shown at two addresses).
      """

  Scenario: Papers whose bylines name one agency are that agency
    Given these commands were run:
      """
      claims add 'The pier is closed' --by 'Elena Voss'
      claims source add https://courier.example/1 --publisher 'The Harbour Courier' --byline Reuters --title 'Pier shut'
      claims source add https://beacon.example/2 --publisher 'The Beacon' --byline 'Reuters, staff' --title 'No pier'
      claims evidence add 1 1 --stance supports
      claims evidence add 1 2 --stance supports
      """
    When I run "claims show 1 --origins"
    Then the answer has the lines:
      """
      1 independent source says it is so; that it was said: 0

      Reuters: Both come through Reuters. The byline of Pier shut names Reuters. The byline of No pier names Reuters.
      """

  Scenario: A person's word, with a reason, goes before what was found
    Given these commands were run:
      """
      claims add 'The pier is closed' --by 'Elena Voss'
      claims source add https://courier.example/1 --publisher 'The Harbour Courier' --byline Reuters
      claims source add https://beacon.example/2 --publisher 'The Beacon' --byline 'Reuters, staff'
      claims evidence add 1 1 --stance supports
      claims evidence add 1 2 --stance supports
      claims source judge 1 2 --independent --because 'The Beacon had its own man on the pier'
      """
    When I run "claims show 1 --origins"
    Then the answer has "2 independent sources say it is so; that it was said: 0"

  Scenario: The speaker under another name is the speaker, and a denial by them refutes nothing
    Given these commands were run:
      """
      claims add 'The rules were loosened' --by 'the State Department' --source https://herald.example/1
      claims source add https://state.example/readout --publisher 'U.S. Department of State'
      claims evidence add 1 2 --stance supports
      claims evidence add 1 2 --stance refutes
      """
    When I run "claims show 1 --origins"
    Then it answers:
      """
      No independent source says whether it is so; that it was said: 1

      herald.example: Publisher unknown: told by its site, herald.example.
      └─ utterance #1: herald.example

      Counts for nothing
      ├─ evidence #1: U.S. Department of State (supports, content): It is the word of the State Department, who makes the claim (under the name U.S. Department of State).
      └─ evidence #2: U.S. Department of State (refutes, content): It is the word of the State Department, who makes the claim (under the name U.S. Department of State): a party's denial, not a refutation.
      """

  Scenario: A page on the speaker's own site is the speaker's word
    Given the claim "The pier is safe" by "Elena Voss" in "https://courier.example/1"
    And these commands were run:
      """
      claims claimant edit 'Elena Voss' --same-as https://voss.example
      claims evidence add 1 https://www.voss.example/pier --stance supports
      """
    When I run "claims show 1 --origins"
    Then the answer has "It is the word of Elena Voss, who makes the claim (on voss.example, their own site)."

  Scenario: Each question and each answer is counted by itself
    Given the claim "The pier is safe" by "Elena Voss" in "https://courier.example/1"
    And these commands were run:
      """
      claims evidence add 1 https://survey.example/pier --stance supports
      claims evidence add 1 https://port.example/pier --stance refutes
      claims evidence add 1 https://beacon.example/pier --stance refutes --attribution
      """
    When I run "claims report claim 1"
    Then the answer has "1 independent source says it is so (survey.example), 1 that it isn't"
    And the answer has "(port.example); that it was said: 1 (courier.example), that it wasn't: 1"

  Scenario: For a program, every count names its origins
    Given the claim "The pier is safe" by "Elena Voss" in "https://courier.example/1"
    And these commands were run:
      """
      claims evidence add 1 https://port.example/pier --stance refutes
      """
    When I run "claims show 1 --json"
    Then the JSON has "origins.said.count" = 1
    And the JSON has "origins.so.count" = 0
    And the JSON has "origins.not_so.count" = 1
    And the JSON has "origins.not_so.origins.0" = 1
    And the JSON has "origins.groups.1.label" = "port.example"

  Scenario: Documents of which nobody knows the publisher add nothing to those that are known
    Given these commands were run:
      """
      claims add 'The pier is closed' --by 'Elena Voss'
      claims evidence add 1 'Council minutes' --stance supports
      claims evidence add 1 'Register of works' --stance supports
      claims evidence add 1 https://courier.example/1 --stance supports
      """
    When I run "claims show 1 --origins"
    Then it answers:
      """
      1 independent source says it is so; that it was said: 0

      Council minutes + Register of works (publisher unknown): Both are by publishers unknown: nothing shows that they are two. Publisher unknown: it may come from any of the others, and adds nothing to them.
      ├─ evidence #1: Council minutes (supports, content)
      └─ evidence #2: Register of works (supports, content)

      courier.example: Publisher unknown: told by its site, courier.example.
      └─ evidence #3: courier.example (supports, content)

      Counts for nothing
      └─ utterance #1: no source: It names no source and nobody who passed it on.
      """

  @file
  Scenario: A quote that isn't in the stored copy counts for nothing
    Given the file "page.txt" holds:
      """
      The pier opens in June, the mayor said.
      """
    And the claim "The pier opens in May" by "Elena Voss" in "https://courier.example/1"
    And these commands were run:
      """
      claims evidence add 1 https://beacon.example/2 --quote 'opens in May' --stance supports
      claims archive 2 --from page.txt
      """
    When I run "claims report claim 1"
    Then the answer has "Is it so?         unverified, no evidence that counts"
    And the answer has "No independent source says whether it is so; that it was said: 1"
    And the answer has "Not counted: evidence #1: beacon.example (supports, content). Its quote"
    And the answer has "“opens in May” (not found in the stored"

  @file
  Scenario: A copy of the page in front of the document counts for nothing
    Given the file "blocked.txt" holds:
      """
      Just a moment...
      Verify you are human by completing the action below.
      """
    And these commands were run:
      """
      claims add 'The pier opens in May' --by 'Elena Voss'
      claims evidence add 1 https://beacon.example/2 --stance supports
      """
    When I run "claims archive 1 --from blocked.txt"
    Then it says on stderr:
      """
      note: What was kept of source #1 is the page that a site shows to those it blocks, not the article: it counts for nothing. Keep the document: claims archive 1 --from FILE
      """
    When I run "claims show 1 --origins"
    Then the answer has "All that is stored of its source is the page that a site shows to those it blocks."

  Scenario: Lint names origins that a ruling counts as two and that share a site or nearly a name
    Given these commands were run:
      """
      claims add 'The dam is dry' --by 'Elena Voss'
      claims source add https://portal.example/1 --publisher 'The Harbour Courier'
      claims source add https://portal.example/2 --publisher 'Valley Radio'
      claims source add https://harbor.example/3 --publisher 'Harbor Courier'
      claims verify 1 --because 'Three have it' -e 1 -e 2 -e 3
      claims policy init
      """
    When I run "claims lint"
    Then the answer has the lines:
      """
      E207  claim #1  verification #1: 2 of the origins that it counts share portal.example: The Harbour Courier and Valley Radio.
            claims source judge 1 2 --same --because WHY; if they are two, with --independent.
      E208  claim #1  verification #1: The Harbour Courier and Harbor Courier are counted as two, but their names are nearly the same.
            claims source judge 1 3 --same --because WHY; if they are two, with --independent.
      """

  @file
  Scenario: A refusal names the likely twins among the sources that it counts
    Given the file "three.toml" holds:
      """
      name = "three"
      [content.verified]
      independent = 3
      """
    And these commands were run:
      """
      claims add 'The dam is dry' --by 'Elena Voss'
      claims source add https://harbour.example/1 --publisher 'The Harbour Courier'
      claims source add https://harbor.example/3 --publisher 'Harbor Courier'
      """
    When I run "claims verify 1 --because 'Two have it' -e 1 -e 2 --policy three.toml"
    Then it refuses:
      """
      Error: Claim #1 falls short of the policy three: (1) 2 of 3 independent sources: The Harbour Courier and Harbor Courier. The Harbour Courier and Harbor Courier are counted as two, but their names are nearly the same. To supply it: claims evidence add 1 SOURCE --stance supports. Or rule all the same with --override REASON.
      """
