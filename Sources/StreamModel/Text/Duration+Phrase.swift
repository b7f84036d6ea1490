extension Duration {
  /// As it reads within a sentence: `90ms`, `1.2s`, `2m 05s`.
  package var phrase: String { Phrase.duration(self) }
}
