package io.semanticrouter.classification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prompts as people type them; each must be named with at least the default threshold. */
class LexiconTest {
  private final KeywordClassifier classifier = new KeywordClassifier(List.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          biology          | How do chloroplasts turn sunlight into sugar?
          biology          | what happens to chromosomes during meiosis
          biology          | Which enzyme copies the DNA before a cell divides?
          biology          | are mushrooms closer to animals or plants, evolution wise
          biology          | Why did the dinosaurs evolve feathers before any bird species existed?
          business         | Draft a pitch deck outline for our SaaS startup
          business         | How should I price a subscription to lower churn of my customers?
          business         | write a cold email to a retail vendor about a marketing partnership
          business         | What belongs in the cash flow statement of a small company?
          business         | our sales team misses its targets, which kpi should the manager track
          chemistry        | Balance this equation: Fe + O2 -> Fe2O3
          chemistry        | what is the molarity of 5 g NaOH in 250 ml of solution
          chemistry        | Why is benzene less reactive than an alkene?
          chemistry        | Explain the SN1 mechanism and the role of the leaving group
          chemistry        | how do I work out the pH of a buffer made of acetic acid
          computer science | Why does my Python function raise a KeyError on this dictionary?
          computer science | SELECT name FROM users GROUP BY name HAVING count(*) > 1; what does this SQL query do
          computer science | explain the time complexity of quicksort vs merge sort
          computer science | my docker container can't reach the postgres database on localhost
          computer science | ```def foo(x): return x + 1``` write a unit test with pytest
          economics        | What happens to inflation when the central bank raises interest rates?
          economics        | explain price elasticity of demand
          economics        | Do tariffs hurt consumers more than they help domestic producers?
          economics        | why does a binding minimum wage cause unemployment in the standard model
          economics        | How did quantitative easing change the money supply and bond yields?
          engineering      | Calculate the bending moment of a simply supported beam with a point load
          engineering      | which resistor do I need for an op amp low pass filter
          engineering      | How do I tune a PID controller for a stepper motor?
          engineering      | What gear ratio gives enough torque for this gearbox?
          engineering      | Pressure drop in a pipe and the pump head I need
          health           | I have had a sore throat and fever for two days, should I see a doctor?
          health           | can I take ibuprofen together with paracetamol
          health           | What are the side effects of metformin?
          health           | my blood pressure is high, what diet helps
          health           | exercises for lower back pain after surgery
          history          | Why did the Roman Empire fall?
          history          | what caused the first world war
          history          | Tell me about Napoleon's defeat at the battle of Waterloo
          history          | How did medieval peasants live under feudalism?
          history          | who built the berlin wall and when did the cold war end
          law              | Can my landlord evict me without a notice period?
          law              | what counts as breach of contract and which damages can I claim
          law              | Is it a violation of the Fourth Amendment if police search a car without a warrant?
          law              | explain negligence and duty of care to a law student
          law              | does an employer need a reason for wrongful termination claims in court
          math             | What is the derivative of x^2 sin(x)?
          math             | Evaluate the integrals ∫ x e^x dx and ∫ ln(x) dx
          math             | prove by induction that the sum of the first n odd integers is n^2
          math             | how many permutations of the digits 1 to 5 are there
          math             | Find the eigenvalues of this matrix
          other            | Give me a recipe for vegetarian lasagna
          other            | Plan a three day trip to Lisbon with hotel tips
          other            | write a funny birthday poem for my cat
          other            | recommend a movie for tonight
          other            | translate this email to spanish
          philosophy       | What does Kant mean by the categorical imperative?
          philosophy       | is free will compatible with determinism
          philosophy       | Explain Descartes' mind body dualism
          philosophy       | What would a utilitarian say about the trolley problem?
          philosophy       | does the problem of evil disprove the existence of God
          physics          | How fast does a ball hit the ground in free fall, ignoring friction?
          physics          | explain quantum entanglement between two photons
          physics          | Why does time dilation happen near a black hole?
          physics          | what is the momentum and kinetic energy of a moving electron
          physics          | How does the magnetic field of a coil depend on the current?
          psychology       | Why do I procrastinate even when I feel anxious about it?
          psychology       | what is cognitive dissonance
          psychology       | How does an avoidant attachment style affect emotions in a relationship?
          psychology       | explain classical conditioning with Pavlov's dogs
          psychology       | difference between introvert and extrovert personality
          """)
  void namesTheDomainOfAPlainPrompt(String domain, String prompt) {
    // Given a prompt

    // When
    Category category = classifier.classify(prompt);

    // Then
    assertThat(category.name()).isEqualTo(domain);
    assertThat(category.confidence()).isGreaterThanOrEqualTo(0.6);
  }
}
