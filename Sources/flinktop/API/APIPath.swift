/// The PATH of `flinktop api`: what follows the endpoint, sent as it is.
enum APIPath {
  /// What URLs may not have; most servers take it, and not all alike.
  private static let unfit: Set<Character> = ["\"", "\\", "<", ">", "^", "`", "{", "|", "}"]

  /// What is wrong with a path, in one sentence; nil where it can be sent.
  static func flaw(in path: String) -> String? {
    guard !path.isEmpty else { return "PATH is empty: write it from the slash on: /jobs/overview." }
    // It may have a password in it, so it is not repeated.
    if !path.hasPrefix("/"), path.prefix(while: { $0 != "/" }).hasSuffix(":") {
      return "PATH is a URL: write what follows the endpoint, as in /jobs/overview; "
        + MisplacedEndpoint.hint
    }
    let characters = path.unicodeScalars.enumerated()
    if let odd = characters.first(where: { !(0x21...0x7E).contains($0.element.value) }) {
      return
        "PATH has a blank or a character that is not plain ASCII at position \(odd.offset + 1): "
        + "percent-encode it."
    }
    guard path.hasPrefix("/") else { return "PATH begins with a slash: write /\(path)." }
    if path.contains("#") {
      return "PATH has a #, which no server gets: leave it out, or write %23."
    }
    if let character = path.first(where: unfit.contains) {
      return "PATH has a \(character), which a URL may not have: percent-encode it."
    }
    return flaw(inSegments: path.prefix { $0 != "?" }.split(separator: "/"))
  }

  private static func flaw(inSegments segments: [Substring]) -> String? {
    for segment in segments {
      let plain = segment.lowercased().replacing("%2e", with: ".").prefix { $0 != ";" }
      if plain == "." || plain == ".." {
        return "PATH has the segment \(segment), which servers and proxies resolve as they like: "
          + "write the path that is meant."
      }
      if segment.hasPrefix(":") {
        return "PATH has the placeholder \(segment): write what it stands for."
      }
    }
    return nil
  }
}
