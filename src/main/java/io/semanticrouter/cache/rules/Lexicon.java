package io.semanticrouter.cache.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words the rules know. Lines of a class are members; "_" joins the words of a name. */
final class Lexicon {
  /** Number words with one meaning. */
  static final Map<String, Double> CARDINALS =
      numbers(
          """
          zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 \
          twelve=12 thirteen=13 fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 \
          nineteen=19 twenty=20 thirty=30 forty=40 fifty=50 sixty=60 seventy=70 eighty=80 \
          ninety=90 hundred=1 thousand=1 million=1""");

  static final Map<String, Double> MULTIPLIERS =
      numbers(
          "hundred=100 thousand=1000 k=1000 million=1000000 millions=1000000 mio=1000000"
              + " billion=1000000000 bn=1000000000");

  /** They explain a number of the other text but may as well mean something else. */
  static final Map<String, Double> LOOSE_NUMBERS =
      numbers(
          """
          once=1 twice=2 double=2 couple=2 pair=2 both=2 half=0.5 quarter=0.25 dozen=12 first=1 \
          second=2 third=3 fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9 tenth=10 single=1 a=1 \
          an=1 triple=3 trio=3 decade=10 century=100 fortnight=2 eleventh=11 twelfth=12 thirteenth=13 fourteenth=14 fifteenth=15 sixteenth=16 \
          seventeenth=17 eighteenth=18 nineteenth=19 thirtieth=30 fortieth=40 fiftieth=50 hundredth=100 \
          sixtieth=60 seventieth=70 eightieth=80 ninetieth=90 doppelt=2 zweimal=2 dreimal=3 halb=0.5 \
          twenties=1920 thirties=1930 forties=1940 fifties=1950 sixties=1960 seventies=1970 \
          eighties=1980 nineties=1990 twentieth=20 quindici=15 quince=15 fünfzehn=15 eine=1 ein=1 un=1 une=1 una=1 uno=1 zwei=2 drei=3 \
          vier=4 fünf=5 sechs=6 sieben=7 acht=8 neun=9 zehn=10 elf=11 zwölf=12 zwanzig=20 dreißig=30 \
          vierzig=40 fünfzig=50 hundert=100 tausend=1000 deux=2 trois=3 quatre=4 cinq=5 sept=7 huit=8 \
          neuf=9 dix=10 douze=12 quinze=15 vingt=20 trente=30 cent=100 mille=1000 dos=2 tres=3 \
          cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 diez=10 doce=12 veinte=20 treinta=30 cien=100 \
          mil=1000 due=2 tre=3 quattro=4 cinque=5 sei=6 sette=7 otto=8 nove=9 dieci=10 venti=20 dois=2 \
          duas=2 três=3 quatro=4 oito=8 dez=10 doze=12 twee=2 drie=3 vijf=5 zes=6 zeven=7 tien=10 \
          dwa=2 dwie=2 trzy=3 cztery=4 pięć=5 sześć=6 siedem=7 osiem=8 dziesięć=10 iki=2 üç=3 dört=4 \
          beş=5 altı=6 yedi=7 sekiz=8 dokuz=9 yüz=100 bin=1000 一=1 二=2 两=2 兩=2 三=3 四=4 五=5 六=6 \
          七=7 八=8 九=9 十=10""");

  static final WordClass TIMES = new WordClass(LexiconText.TIMES);
  static final WordClass QUANTIFIERS = new WordClass(LexiconText.QUANTIFIERS);
  static final WordClass LANGUAGES = new WordClass(LanguageText.LANGUAGES);
  static final WordClass TECHNOLOGIES = new WordClass(LanguageText.TECHNOLOGIES);
  static final WordClass FORMATS = new WordClass(LexiconText.FORMATS);
  static final WordClass PEOPLE = new WordClass(LexiconText.PEOPLE);
  static final WordClass SYNONYMS = new WordClass(SynonymText.SYNONYMS);
  static final WordClass SMALL_WORDS = new WordClass(LexiconText.SMALL_WORDS);
  static final int LANGUAGE_COUNT = (int) LexiconText.SMALL_WORDS.lines().count();
  static final Set<String> FILLERS = words(LexiconText.FILLERS);
  static final Set<String> NEGATIONS = words(LexiconText.NEGATIONS);

  /** Words an acronym leaves out. */
  static final Set<String> JOINTS = Set.of("of", "the", "and", "de", "la", "sur", "for", "in");

  static final List<OppositePair> OPPOSITES = pairs(OppositeText.OPPOSITES);
  static final List<OppositePair> TENSES = pairs(LexiconText.TENSES);

  private Lexicon() {}

  /** True for words without a matter of their own: small words, contractions, numbers. */
  static boolean isFiller(String word) {
    return FILLERS.contains(word)
        || word.indexOf('\'') > 0
        || Units.named(word) != null
        || NEGATIONS.contains(word)
        || CARDINALS.containsKey(word)
        || LOOSE_NUMBERS.containsKey(word);
  }

  private static Map<String, Double> numbers(String text) {
    Map<String, Double> numbers = new HashMap<>();
    for (String pair : words(text)) {
      int equals = pair.indexOf('=');
      numbers.put(pair.substring(0, equals), Double.valueOf(pair.substring(equals + 1)));
    }
    return Map.copyOf(numbers);
  }

  private static Set<String> words(String text) {
    Set<String> words = new HashSet<>(List.of(text.strip().split("\\s+", -1)));
    return Set.copyOf(words);
  }

  /** Lines, or parts of a line behind ";", of the form "one side|other side". */
  private static List<OppositePair> pairs(String text) {
    List<OppositePair> pairs = new ArrayList<>();
    for (String pair : text.split("[\n;]", -1)) {
      int bar = pair.indexOf('|');
      if (bar > 0) {
        pairs.add(new OppositePair(words(pair.substring(0, bar)), words(pair.substring(bar + 1))));
      }
    }
    return List.copyOf(pairs);
  }
}
