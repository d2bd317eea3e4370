package io.semanticrouter.cache.rules;

/** The names of languages, human and technical, of {@link Lexicon}. */
final class LanguageText {
  static final String LANGUAGES =
      """
      english englisch anglais inglés
      german germany germans deutsch allemand
      french france frenchman französisch français
      spanish spain castilian spanisch español
      italian italy
      portuguese portugal portugiesisch
      brazilian brazil
      dutch netherlands holland
      polish poland
      russian russia
      ukrainian ukraine
      turkish turkey türkiye
      greek greece
      swedish sweden
      norwegian norway
      danish denmark
      finnish finland
      icelandic iceland
      hungarian hungary
      czech czechia
      slovak slovakia
      slovenian slovenia
      croatian croatia
      serbian serbia
      romanian romania
      bulgarian bulgaria
      arabic
      hebrew
      persian farsi
      hindi
      urdu
      bengali
      tamil
      punjabi
      mandarin
      chinese china
      cantonese
      japanese japan
      korean korea
      vietnamese vietnam
      thai thailand
      indonesian indonesia
      malay malaysia
      tagalog filipino
      swahili
      latin
      welsh wales
      irish ireland
      gaelic
      scottish scotland
      catalan catalonia
      basque
      esperanto
      austrian austria
      swiss switzerland
      belgian belgium
      canadian canada
      australian australia
      mexican mexico
      indian india
      american usa united_states america us_
      british uk britain united_kingdom
      egyptian egypt
      estonian estonia
      latvian latvia
      lithuanian lithuania
      european europe
      """;

  static final String TECHNOLOGIES =
      """
      python py python3
      java
      javascript js node nodejs
      typescript ts
      kotlin
      ruby rails
      rust
      golang go_lang
      c++ cpp
      c#
      php
      perl
      swift
      scala
      haskell
      bash zsh
      powershell
      sql
      postgres postgresql
      mysql
      sqlite
      mongodb mongo
      excel
      google_sheets
      word_
      latex
      linux ubuntu debian
      windows
      mac macos
      ios iphone
      android samsung
      react
      vue
      angular
      docker
      podman
      kubernetes k8s
      aws
      azure
      gcp
      pandas
      numpy
      pytorch
      tensorflow
      git
      svn
      gmail
      outlook
      firefox
      chrome
      safari
      lua
      matlab
      """;

  private LanguageText() {}
}
