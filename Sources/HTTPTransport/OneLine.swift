internal import Glibc

extension String {
  /// Fit for one line of a terminal: line breaks and control characters are blanks, runs of them one.
  var oneLine: String {
    var line = ""
    var isAfterBlank = true
    for scalar in unicodeScalars {
      let isBlank = scalar.value <= 0x20 || (0x7F...0x9F).contains(scalar.value)
      if !isBlank { line.unicodeScalars.append(scalar) } else if !isAfterBlank { line += " " }
      isAfterBlank = isBlank
    }
    if line.hasSuffix(" ") { line.removeLast() }
    return line
  }
}

/// The system's words for an `errno`, in lower case as in the middle of a sentence.
func systemMessage(_ code: Int32) -> String {
  let message = strerror(code).map { String(cString: $0) } ?? "error \(code)"
  return message.prefix(1).lowercased() + message.dropFirst()
}
