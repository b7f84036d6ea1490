/// What is wrong with a theme: one line that begins with file and line, as compilers say it.
package struct ThemeError: Error, Hashable, Sendable, CustomStringConvertible {
  package var file: String
  package var line: Int?
  package var message: String

  package init(file: String, line: Int? = nil, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  package var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    return SafeText.plain("\(place): \(message)")
  }
}
