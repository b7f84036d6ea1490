internal import Glibc
import HTTPTransport

/// A jar on this machine, as it is uploaded.
package enum JarFile {
  /// Why Flink would not take the file, or take it and not be able to use it: in one line with its path; nil where
  /// nothing speaks against it. Flink refuses other endings than `.jar`, and looks at nothing else.
  package static func flaw(in path: String) -> String? {
    let file = form(of: path)
    let path = file.path
    if let flaw = file.flaw { return flaw }
    guard file.fileName.hasSuffix(".jar") else {
      return "\(path) is no jar: its name does not end in .jar"
    }
    // A jar is a zip archive, which begins with a local file header.
    guard file.beginning(4) == Array("PK\u{3}\u{4}".utf8) else {
      return "\(path) is no jar: it is not a zip archive"
    }
    return nil
  }

  /// The form's only field. A path that was typed into a form no shell has seen: `~/` is the home directory.
  static func form(of typed: String) -> FormFile {
    let home = typed.hasPrefix("~/") ? getenv("HOME").map { String(cString: $0) } : nil
    let path = home.map { $0 + typed.dropFirst() } ?? typed
    return FormFile(
      field: "jarfile", path: path,
      fileName: String(path.split(separator: "/").last ?? ""), type: "application/java-archive")
  }
}
