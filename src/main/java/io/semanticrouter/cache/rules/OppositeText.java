package io.semanticrouter.cache.rules;

/** Opposites, a pair of sides each. */
final class OppositeText {
  static final String OPPOSITES =
      """
      max maximum maximal largest biggest highest greatest|min minimum minimal smallest lowest least
      first|last;before|after;with|without;begin start starts starting beginning|end ends ending stop
      increase increases increasing raise raising rise rises grow growing gain higher|decrease \
      decreases decreasing reduce reducing lower lowering cut drop fall falls shrink lose losing
      more|less fewer;most|least fewest;above over exceeding|below under;up|down;upper|lower
      ascending|descending;earliest oldest|latest newest;newer|older;left|right;north|south;east|west
      import|export;encode|decode;encrypt|decrypt;compress zip|decompress extract unzip;push|pull
      upload|download;buy buying purchase|sell selling;lend lending|borrow borrowing;open|close closed
      on|off;in|out;inside indoor indoors|outside outdoor outdoors;hot|cold;warm warmer|cool cooler
      fast faster fastest|slow slower slowest;cheap cheaper cheapest|expensive dearest
      pros advantages benefits pro upsides|cons disadvantages drawbacks con downsides risks
      arguments_for|arguments_against;for|against;love like loves|hate dislike hates
      win winning|lose losing;add adding plus|remove removing subtract minus delete
      add|subtract;multiply multiplied|divide divided;sum|difference product;numerator|denominator
      positive|negative;true|false;odd|even;input|output;read|write;send|receive;give|receive
      arrive arrival arriving|depart departure leave leaving;early earlier|late later
      hard harder harden difficult|easy easier soft softer soften;big bigger|small smaller
      tall taller|short shorter;long longer|short shorter;wide wider|narrow narrower
      light lighter|heavy heavier dark darker;strong stronger|weak weaker;rich|poor
      rare|common;raw|cooked;fresh|frozen dried;wet|dry;sweet|sour savoury bitter;full|empty
      public|private;male|female;husband|wife;mother|father;brother|sister;son|daughter
      parallel|series;horizontal horizontally|vertical vertically;clockwise|anticlockwise
      row rows|column columns;inner|outer;internal|external;local locally|remote global
      active|passive;direct|indirect;formal|informal;temporary temporarily|permanent permanently
      single singular|multiple plural married;same|different;similarities|differences
      safe|dangerous unsafe;legal|illegal;healthy|unhealthy;possible|impossible
      enable|disable;lock|unlock;mute|unmute;install|uninstall;connect|disconnect;do|undo
      attach|detach;include including included|exclude excluding excluded except;allow allowed|forbid \
      forbidden deny denied block blocked;accept accepting|reject rejecting refuse decline declining
      create|delete destroy;build|demolish;tighten|loosen;thaw defrost|freeze freezing
      heat heating|cooling cool;melt|freeze;expand|contract collapse;inhale|exhale
      optimistic|pessimistic;success|failure;profit|loss;credit|debit;asset assets|liability liabilities
      question|answer questions;cause causes|effect effects consequences;symptoms|treatment causes
      and|or;if|unless;because|despite;always|never sometimes;everything|nothing;all|none
      inclusive|exclusive;sync synchronous|async asynchronous;client|server;front frontend|back backend
      prefix|suffix;stack|queue;head|tail;top|bottom;indoor|outdoor;summer|winter;day|night
      sunrise|sunset;morning|evening;dawn|dusk;past|future;ancient|modern;old|new young
      div|mod;mean average|median mode;prove|disprove;agree|disagree;hire|fire;employ|dismiss
      deposit|withdraw withdrawal;immigrate immigration|emigrate emigration;immigrant|emigrant
      introvert|extrovert;predator|prey;acid acidic|alkaline base;solid|liquid;import|export
      integral integrate|derivative differentiate;ingredient ingredients|method
      over|under;ein|aus;subtract|add;synonym synonyms|antonym antonyms;enable|dark bright;wins|loses
      active|passive;whole entire|first;current|previous;borrower|lender;mentor|mentee;conductor|insulator
      mit|ohne;vor|nach;minimum|maximum;auf|ab;bergauf|bergab;avec|sans;con|sin;com|sem;met|zonder
      avant|après;antes|después depois;más mais plus|menos moins;größer größte|kleiner kleinste
      vorteile|nachteile;avantages|inconvénients;ventajas|desventajas;açarım|kısarım
      """;

  private OppositeText() {}
}
