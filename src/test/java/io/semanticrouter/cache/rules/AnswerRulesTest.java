package io.semanticrouter.cache.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerRulesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NUMBER    | What is 15% of 2,480?                     | What is 18% of 2,480?
          NUMBER    | Roast a chicken of 3 lb                   | Roast a chicken of five pounds
          NUMBER    | Is 20 kg too heavy for a suitcase?        | Is 20 lb too heavy for a suitcase?
          NUMBER    | Who won the cup in 1998?                  | Who won the cup in 1994?
          NUMBER    | Is Python 3.11 still supported?           | Is Python 3.12 still supported?
          NUMBER    | The best films of the 80s                 | The best films of the 90s
          NUMBER    | Train at 7:30 am from Basel               | Train at 19:30 from Basel
          NUMBER    | Paint for 20 m² of wall                   | Paint for 20 m of wall
          NUMBER    | A poem for a 25th anniversary             | A poem for a twenty-sixth anniversary
          NUMBER    | Drive at 30 km/h                          | Drive at 30 miles an hour
          NUMBER    | Is 104729 a prime number?                 | Is 104730 a prime number?
          NUMBER    | Call 5551234567 for me                    | Call 5551234568 for me
          NUMBER    | Forward port 30000 of the router          | Forward port 30001 of the router
          NUMBER    | Is ticket 4711234 closed yet?             | Is ticket 4711235 closed yet?
          NUMBER    | A cable of 104.729 km                     | A cable of 104.730 km
          NUMBER    | Find order 1234567890123456789            | Find order 1234567890123456788
          NUMBER    | Pay $1234567890123456789                  | Pay €1234567890123456789
          NUMBER    | Is Python 3.10 still supported?           | Is Python 3.1 still supported?
          NUMBER    | Migrate from 3.10/3.11 to 3.12            | Migrate from 3.1/3.11 to 3.12
          NUMBER    | What is new in Python 3.11.1?             | What is new in Python 3.1.11?
          NUMBER    | Install version 1.2.3 of the agent        | Install version 1.2.30 of the agent
          NUMBER    | Install version 1.2.3 of the agent        | Install version 1.23 of the agent
          NUMBER    | Is 2:05:10 a good marathon?               | Is 2:05:59 a good marathon?
          NUMBER    | What happened at 2:05:10 am?              | What happened at 2:05:10 pm?
          UNIT      | How tall is Everest in feet?              | How tall is Everest in metres?
          CASE      | How much heat does a 5 mW laser give off? | How much heat does a 5 MW laser give off?
          CASE      | Is 100 Mbps enough for films?             | Is 100 MBps enough for films?
          CASE      | How long do 10Mb take to load?            | How long do 10MB take to load?
          CASE      | How many homes does a 5-MW plant serve?   | How many homes does a 5-mW plant serve?
          CASE      | Add 5 mW to 3 MW                          | Add 5 MW to 3 mW
          TIME      | When do tulips flower in October?         | When do tulips flower in April?
          TIME      | Will the bank be open on Monday?          | Will the bank be open on Tuesday?
          NEGATION  | Which frogs are poisonous to touch?       | Which frogs are not poisonous to touch?
          OPPOSITE  | Find the maximum of this function         | Find the minimum of this function
          NEGATION  | A recipe for gingerbread with eggs        | A recipe for gingerbread without eggs
          OPPOSITE  | How do I mute someone in Teams?           | How do I unmute someone in Teams?
          OPPOSITE  | Sort the list ascending                   | Sort the list descending
          OPPOSITE  | Show rows with red and blue               | Show rows with red or blue
          OPERATOR  | Is x < y true for these values?           | Is x <= y true for these values?
          QUANTIFIER| Can all birds fly?                        | Can some birds fly?
          TENSE     | Is Pluto a planet?                        | Was Pluto a planet?
          LANGUAGE  | Translate good morning into Italian       | Translate good morning into Polish
          TECHNOLOGY| Reverse a string in Java                  | Reverse a string in Ruby
          FORMAT    | Compare cats and dogs in a table          | Compare cats and dogs in a poem
          AUDIENCE  | Explain photosynthesis to a child         | Explain photosynthesis to an expert
          DIRECTION | Convert miles from Oslo to Bergen         | Convert miles from Bergen to Oslo
          DIRECTION | Is Kotlin faster than Java?               | Is Java faster than Kotlin?
          ORDER     | Does insomnia cause depression?           | Does depression cause insomnia?
          NAME      | Who led the reform in Ghana and Togo?     | Who led the reform in Ghana and Peru?
          SCRIPT    | What is the capital of Mongolia?          | Какой город столица Монголии?
          SCRIPT    | What is the capital of the country?       | Was ist die Stadt und wie ist der Name?
          """)
  void namesTheDifference(Difference expected, String a, String b) {
    // When
    Optional<Difference> seen = AnswerRules.of(a).firstDifference(b);
    Optional<Difference> seenBackwards = AnswerRules.of(b).firstDifference(a);

    // Then
    assertThat(seen).contains(expected);
    assertThat(seenBackwards).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          How do I undo my last commit?                   | how do i undo my last comit
          Can I carry 2 kg of cheese into the US?         | can I carry two kilos of cheese into the US
          A plank of 2.4 m, cut into pieces of 35 cm      | a plank of 240 cm, cut into pieces of 35 cm
          Is $1,000,000 enough to retire?                 | Is a million dollars enough to retire?
          Write a bio of two hundred and fifty words      | write a bio of 250 words
          What happens at 7:30 pm in Basel?               | what happens at 19:30 in Basel
          Write 1,000 words about bees                    | write a thousand words about bees
          A salary of 1.1 million                         | a salary of 1,100,000
          A coffee at $3.10                               | a coffee at $3.1
          A coffee at 3.50 €                              | a coffee at 3.5 €
          A plank of 2.40 m                               | a plank of 2.4 m
          A run of 5 miles                                | a run of 8.047 km
          Mix them 1:2 with water                         | mix them 1:2 with water, please
          Is Python 3.10 still supported?                 | is python 3.10 still supported, please
          Is order 1,234,567,890,123,456,789 paid?        | is order 1234567890123456789 paid
          The train at 7 PM to Basel                      | the train at 7 pm to basel
          Compare 5 mW and 3 MW                           | compare 3 MW and 5 mW
          It cost 5. Was that a lot?                      | it cost 5, was that a lot
          A 100 Mbps line for 3 people                    | a line of 100 Mbps for three people
          Explain HTTP 2 Multiplexing                     | explain http 2 multiplexing
          Grass seed for 40 m² of lawn                    | grass seed for forty square metres of lawn
          A flat of 45 m2, how many radiators?            | how many radiators for a flat of 45 m²
          How many minutes are two and a half hours?      | how many minutes are 2.5 hours
          A poem for a 25th anniversary                   | a poem for a twenty-fifth anniversary
          A twenty second timer in JavaScript             | a 20 second timer in javascript
          A song for an 80th birthday                     | a song for an eightieth birthday
          Cost of two dozen eggs                          | cost of 24 eggs
          Invest a thousand pounds at 5%                  | invest £1,000 at five per cent
          A tractor drives at 30 km/h                     | a tractor drives at 30 kilometres an hour
          I wake at 3 am every night                      | I wake around three every night
          Films of the 1950s                              | films of the fifties
          What's the no. 1 song of 1999?                  | what's the number one song of 1999
          Fix this sentence, if it isn't too much trouble | fix this sentence
          Is tea good for me or not?                      | is tea good for me
          Entropy always grows, doesn't it?               | does entropy always grow
          Upload a film w/o a plugin                      | upload a film without a plugin
          Without an oven, can I bake a cake?             | can I bake a cake without an oven
          What is the capital of New Zealand?             | whats the capital of new zealand, please?
          When did the UK leave the European Union?       | when did the United Kingdom leave the EU
          How do I organise my neighbour's party?         | How do I organize my neighbor's party?
          Do cats see colours?                            | can a cat see color
          Why doesn't my code compile?                    | why does my code not compile
          the difference between a viola and a violin     | the difference between a violin and a viola
          Dürfen Radfahrer nebeneinander fahren?          | Duerfen Radfahrer nebeneinander fahren
          """)
  void otherWordsForTheSameAreNoDifference(String a, String b) {
    // When
    AnswerRules rules = AnswerRules.of(a);

    // Then
    assertThat(rules.firstDifference(b)).isEmpty();
    assertThat(rules.seeDifferenceTo(b)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Simplify 1/2:3/4", "16/9:4/3", "12/5:30", "at 7/8:9:10 and 1:2/3"})
  void aFractionBesideAColonIsReadToo(String text) {
    // When
    AnswerRules rules = AnswerRules.of(text);

    // Then
    assertThat(rules.firstDifference(text)).isEmpty();
    assertThat(rules.firstDifference("Simplify 2/3:3/4")).isPresent();
  }

  /** Whatever numbers, units and signs somebody puts in a row: a rule must not fail a request. */
  @Test
  void anyRowOfPiecesIsRead() {
    // Given
    String[] pieces =
        ("0 1 12 007 1,000 1.5 1.2.3 12:30 1:2:3 2: :3 / // : , . - + % $ € x st th s pm am h km half a and"
                + " dozen hundred million twenty five - fifth not from to ² ½ ° ' \" ( ) = < > é 漢 😀 ٣")
            .split(" ", -1);
    Random random = new Random(20261130);

    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int k = random.nextInt(12); k >= 0; k--) {
        text.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? " " : "");
      }
      String row = text.toString();

      // When
      AnswerRules rules = AnswerRules.of(row);

      // Then
      assertThat(rules.firstDifference(row)).as(row).isEmpty();
    }
  }

  @Test
  void everyTextIsLikeItself() {
    // Given
    String hostile =
        "a".repeat(600) + " 1,2.3:4 ".repeat(80) + "x'y'z".repeat(50) + " <<=>> 1/0 ::";

    // When
    AnswerRules rules = AnswerRules.of(hostile);

    // Then
    assertThat(rules.firstDifference(hostile)).isEmpty();
    assertThat(AnswerRules.of("").firstDifference("")).isEmpty();
  }
}
