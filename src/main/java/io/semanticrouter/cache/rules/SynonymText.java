package io.semanticrouter.cache.rules;

/** Words that may stand for each other in a question, British and American spellings included. */
final class SynonymText {
  static final String SYNONYMS =
      """
      repair fix mend
      delete remove erase
      buy purchase
      begin start
      end finish
      quit stop give_up
      big large
      large larger bigger
      small little
      quick fast rapid
      quickest fastest
      function role purpose
      courteous polite
      reply answer respond
      cause causes reason reasons
      effect consequence impact result
      way method
      create make build
      build built construct constructed
      prepare make cook
      car automobile
      phone telephone mobile cell cellphone
      film movie
      tap faucet
      lift elevator
      flat apartment
      holiday vacation
      petrol gas gasoline
      boot trunk
      pavement sidewalk
      rubbish trash garbage
      lorry truck
      autumn fall
      jumper sweater
      trousers pants
      biscuit cookie
      crisps chips
      aubergine eggplant
      courgette zucchini
      coriander cilantro
      nappy diaper
      dummy pacifier
      pram stroller
      torch flashlight
      windscreen windshield
      bonnet hood
      tyre tire
      motorway highway freeway
      queue line
      post mail
      postcode zip
      maths math mathematics
      mum mom mother
      colour color
      grey gray
      centre center
      metre meter
      litre liter
      theatre theater
      licence license
      practise practice
      cheque check
      kerb curb
      programme program
      plough plow
      mould mold
      jewellery jewelry
      aluminium aluminum
      doughnut donut
      yoghurt yogurt
      draught draft
      kiev kyiv
      job work occupation
      salary pay wage wages
      illness disease sickness
      doctor physician
      child kid
      kids children
      picture image photo photograph
      font text
      error bug mistake
      shorten condense
      summarise summarize summary
      car vehicle
      costs cost price expense
      expensive costly
      safe secure
      hard difficult tough
      simple easy
      wise sensible
      smart clever intelligent
      happy glad
      sad unhappy
      rich wealthy
      famous well_known
      sick ill
      house home
      trip journey
      present gift
      clean wash
      choose pick select
      choose select
      show display
      join combine merge concatenate
      alter change modify
      convert transform turn
      determine calculate compute
      obtain receive
      locate situated located
      contain contains include
      require needed needs
      occur happens
      allow permit
      improve better
      avoid prevent
      keep retain
      enlarge bigger
      grow raise
      frequently often
      entire whole
      correct right
      wrong incorrect
      approximately about roughly around
      maximum most
      vs versus
      info information
      app application
      db database
      config configuration
      repo repository
      dir directory folder
      env environment
      cpu processor
      tv television
      ad advertisement
      lab laboratory
      exam test
      uni university college
      fridge refrigerator
      bike bicycle
      plane airplane aircraft
      temp temperature
      govt government
      dept department
      approx approximately
      hr hour hours
      min minute minutes
      ppl people
      pic picture
      w/o without
      js javascript
      top maximum max
      country nation state
      prohibited forbidden illegal banned
      allowed permitted legal
      scared afraid frightened
      leaking dripping leaky
      speech address talk
      boiled cooked
      eat consume eats consumes
      dismissed fired sacked
      nowadays today
      footpath sidewalk pavement
      register till checkout
      people persons person
      teenage adolescent teenager
      raw uncooked
      ps5 playstation5
      refuse decline reject
      boyfriend bf partner
      girlfriend gf partner
      birthday bday
      knife knives
      leaf leaves
      wife wives
      loaf loaves
      tooth teeth
      foot feet
      mouse mice
      goose geese
      fungus fungi
      talkative chatty
      boss supervisor
      spouse partner
      suddenly unexpectedly
      painful sore
      tired exhausted
      shut close
      mobile phone
      tv telly television
      footage video
      pupil student
      lawyer attorney solicitor
      vacuum hoover
      gift present
      forecast prediction
      unusual rare
      sentence phrase
      speak talk
      finish complete
      assist help
      attempt try
      ask enquire inquire
      inform notify
      rent lease
      meal dish
      beginner novice
      advantage benefit
      drawback disadvantage
      difference distinction
      describe outline
      hole gap
      woollen wool
      notarised notarized
      py python
      k8s kubernetes
      nyc new_york
      """;

  private SynonymText() {}
}
