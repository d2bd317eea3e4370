package io.semanticrouter.cache.rules;

/** What a rule can object to; cheap and frequent ones first. */
enum Difference {
  SCRIPT(new ScriptRule()),
  NUMBER(new QuantityRule()),
  UNIT(new UnitRule()),
  CASE(new CaseRule()),
  TIME(new ClassRule(Lexicon.TIMES, false)),
  NEGATION(new NegationRule()),
  OPPOSITE(new OppositeRule()),
  OPERATOR(new OperatorRule()),
  QUANTIFIER(new ClassRule(Lexicon.QUANTIFIERS, false)),
  TENSE(new TenseRule()),
  LANGUAGE(new ClassRule(Lexicon.LANGUAGES, false)),
  TECHNOLOGY(new ClassRule(Lexicon.TECHNOLOGIES, false)),
  FORMAT(new ClassRule(Lexicon.FORMATS, false)),
  AUDIENCE(new ClassRule(Lexicon.PEOPLE, false)),
  DIRECTION(new DirectionRule()),
  ORDER(new OrderRule()),
  NAME(new NameRule());

  private final Rule rule;

  Difference(Rule rule) {
    this.rule = rule;
  }

  boolean between(TextFacts a, TextFacts b) {
    return rule.differ(a, b);
  }
}
