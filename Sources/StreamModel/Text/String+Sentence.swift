extension String {
  /// This text as a sentence: ended by one sign, a full stop where it has none of its own (`?`, `!`, `…`).
  package var asSentence: String { Phrase.sentence(self) }

  /// With a capital first letter, for a sentence.
  package var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
