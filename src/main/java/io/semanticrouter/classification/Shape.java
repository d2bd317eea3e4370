package io.semanticrouter.classification;

/** Notation that speaks for a domain whatever words stand around it. */
enum Shape {
  /** {@code x = 3}: an equals sign between two operands. */
  EQUATION,
  /** {@code x^2}. */
  POWER,
  /** A mathematical sign outside ASCII. */
  MATH_SIGN,
  /** {@code \frac}, {@code $x$}. */
  LATEX,
  /** A number, digits only. */
  NUMBER,
  /** A number from 1000 to 2029. */
  YEAR,
  /** {@code 5 %}. */
  PERCENT,
  /** A currency sign. */
  MONEY,
  /** {@code H2O}, {@code NaCl}: symbols of elements and digits. */
  FORMULA,
  /** Three backticks. */
  CODE_FENCE,
  /** One or two backticks. */
  BACKTICK,
  /** {@code f(}: a bracket that follows its word at once. */
  CALL,
  BRACE,
  /** A semicolon at the end of a line. */
  LINE_SEMICOLON,
  /** {@code ->}, {@code ==}, {@code !=}, {@code &&}, {@code ||}, {@code ::}. */
  CODE_OPERATOR,
  /** {@code <p}, {@code </p}. */
  TAG,
  /** {@code /etc/}. */
  PATH,
  /** {@code snake_case}. */
  SNAKE,
  /** {@code camelCase}. */
  CAMEL,
  /** {@code object.member}. */
  DOTTED
}
