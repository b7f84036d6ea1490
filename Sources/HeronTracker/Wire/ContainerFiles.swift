import ServerAnswers
import StreamModel

/// Files of a container, as its shell lists them.
enum ContainerFiles {
  /// Where the logs of all processes of a container lie.
  static let logFolder = "log-files"

  /// Why a path is not asked for; nil where it may be. The shell itself refuses what leads out of its folder, or does not.
  static func refusal(of path: String) -> SourceError? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let leadsOut =
      path.hasPrefix("/") || parts.contains("..") || path.utf8.contains(0) || path.contains("\\")
    guard leadsOut else { return nil }
    return .unusable(
      "'\(FailureText.oneLine(path))' leads out of the container's folder: refused, nothing was sent"
    )
  }

  /// Reads `/topologies/containerfilestats`; folders are left out.
  static func files(stats: JSONNode) throws(JSONError) -> [LogFile] {
    guard stats.isObject else { throw .unusable(path: "$", expected: "object") }
    let files = stats.members.compactMap { key, value -> LogFile? in
      guard let name = key.string, value["is_dir"]?.bool != true else { return nil }
      return LogFile(name: name, size: value.text("formatted_stat").flatMap(size))
    }
    return files.sorted { $0.name < $1.name }
  }

  /// The fifth word of `-rw-r--r--   1       root       root       2320 Nov 14  2023`. When it was written is told without
  /// a zone, and the time of day or the year left out.
  private static func size(of stat: String) -> ByteCount? {
    let words = stat.split(separator: " ")
    guard words.count > 4, let size = Int64(words[4]), size >= 0 else { return nil }
    return ByteCount(bytes: size)
  }
}

/// A part of a file, as `/topologies/containerfiledata` sends it.
struct FilePart: Hashable, Sendable {
  /// Where it begins; of a question for -1 the size of the file.
  var offset: Int
  /// Nil past the end.
  var bytes: [UInt8]?

  /// Its `length` counts characters after `<`, `>` and `&` were escaped, so it is not looked at.
  init(data part: JSONNode) throws(JSONError) {
    offset = Int(clamping: try part.requiredInt64("offset"))
    bytes = part["data"]?.string.map { Self.unescaped($0) }
  }

  /// Without the escapes of XML: `&amp;` last, as it is what the others are made with.
  private static func unescaped(_ text: String) -> [UInt8] {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return Array(text.utf8) }
    let plain = text.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
    return Array(plain.replacing("&amp;", with: "&").utf8)
  }
}
