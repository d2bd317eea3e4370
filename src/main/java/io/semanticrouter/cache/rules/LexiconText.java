package io.semanticrouter.cache.rules;

/** The word lists of {@link Lexicon}. */
final class LexiconText {
  static final String TIMES =
      """
      january januar janvier enero januari
      february februar février febrero
      march märz mars marzo
      april avril abril aprile
      may_ mai mayo maggio
      june juni juin junio giugno
      july juli juillet julio luglio
      august août agosto
      september septembre septiembre settembre
      october oktober octobre octubre ottobre
      november novembre noviembre
      december dezember décembre diciembre dicembre
      monday mon montag lundi lunes
      tuesday tue dienstag mardi martes
      wednesday mittwoch mercredi miércoles
      thursday donnerstag jeudi jueves
      friday freitag vendredi viernes
      saturday samstag samedi sábado
      sunday sonntag dimanche domingo
      today heute
      tomorrow morgen demain mañana
      yesterday gestern hier ayer
      tonight
      morning breakfast
      afternoon
      evening dinner
      spring frühling printemps primavera
      summer sommer été verano
      autumn fall herbst otoño
      winter hiver invierno
      last_week
      next_week
      this_week
      last_month
      next_month
      last_year
      next_year
      this_year
      easter
      christmas
      bc
      """;

  static final String QUANTIFIERS =
      """
      all every each everyone everybody everything
      some any several anyone someone
      most majority
      few
      many much
      none nobody
      only exactly just
      at_least minimum
      at_most maximum
      always
      sometimes
      often
      rarely seldom
      never
      """;

  static final String FORMATS =
      """
      table tabular columns
      bullet bullets bulleted bullet_points
      numbered
      json
      yaml
      xml
      csv
      html
      markdown
      paragraph paragraphs prose essay
      one_sentence a_sentence single_sentence
      poem verse rhyme sonnet rhyming
      haiku
      limerick
      song lyrics
      email e_mail mail
      letter brief
      tweet
      speech
      story tale
      diagram
      flowchart
      mnemonic
      headline
      slogan
      dialogue conversation
      code function script
      pseudocode
      regex
      first_person
      third_person
      second_person
      formal
      informal casual chatty
      alphabetical alphabetically
      chronological chronologically
      short brief_ briefly
      long_form detailed
      outline
      quiz
      slide slides
      poster
      """;

  static final String PEOPLE =
      """
      child kid children toddler year_old pupil daughter son niece nephew
      baby newborn infant
      teenager teen
      adult grown_up
      senior elderly pensioner retiree grandmother granny gran grandma grandfather
      expert specialist professional
      beginner beginners novice newcomer
      student undergraduate
      teacher
      professor
      doctor physician
      nurse
      patient
      lawyer
      judge
      manager boss
      employee worker staff
      employer
      customer
      colleague
      landlord
      tenant
      buyer
      seller
      host
      guest
      parent
      engineer
      developer programmer
      scientist physicist
      economist
      layman layperson
      tourist
      driver
      cyclist
      pedestrian
      dog puppy
      cat kitten
      men man male
      women woman female
      vegetarian
      vegan
      visitor
      apprentice
      """;

  /** A row for each language; the order is of no meaning. */
  static final String SMALL_WORDS =
      """
      the what how is and my are does of which for with you can to do
      der die das und wie ist ich nicht ein eine für mit von kann was
      le les des est une pour dans qui que quel quelle comment je du avec
      el los las una para cómo qué cuál es por con como y del
      il gli che di per come è della cosa quale sono
      o os uma não como é para um do da em que qual
      de het een ik niet hoe wat van voor met zijn
      jak jest nie się na czy do co w i dla
      bir ve nasıl için ne mı mi bu ile
      """;

  static final String NEGATIONS =
      """
      not no never without none nothing neither nor cannot cant dont doesnt isnt wont unless \
      except nicht kein keine keinen ohne nie ne pas sans jamais sin nunca jamás não sem nie non \
      senza niet geen zonder değil""";

  static final String TENSES =
      """
      is are does do has have|was were did had
      will|was were did had
      """;

  static final String FILLERS =
      """
      a an the this that these those it its i i'm i'd i've i'll me my mine we our us you your he she \
      they them his her their and or of in on at to for from with by as is are was were be been being \
      do does did done has have had can could will would shall should may might must there here what \
      what's which who whom whose when where why how if than then so but about into out up off over \
      please thanks thank hi hello hey kindly tell explain describe show give list name write say let \
      know need want like help quick quickly best good way ways get got just also some any very really \
      one something thing things do don't can't it's that's i need make does step steps mean means \
      meaning suggest recommend find much many wondering question answer hey ok maybe possible need \
      tips advice idea ideas someone people person somebody usually actually exactly again come comes \
      go goes going use used using take look looking work works happen happens der die das ein eine \
      ist und wie was ich mir mich bitte le la les un une des est et que qui je mon ma el los las una \
      es y mi il lo gli che di e o os as um uma de da do em se is het een en hoe wat ik jak co to""";

  private LexiconText() {}
}
