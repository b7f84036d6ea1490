internal import Glibc

/// A field of a form (`multipart/form-data`).
package enum FormField: Hashable, Sendable {
  /// Read from the disk as it goes out.
  case file(FormFile)
  case text(field: String, String)
}

extension FormFile {
  /// Why the file can't be sent, in one line with its path; nil where it can.
  package var flaw: String? {
    do throws(UnreadableUpload) {
      try UnreadableUpload.check(path)
      return nil
    } catch {
      return error.description
    }
  }
}

extension FormFile {
  /// The first bytes of the file, at most `count`; empty where it can't be read.
  package func beginning(_ count: Int) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: count)
    let taken = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, count) }
    return Array(bytes.prefix(max(0, taken)))
  }
}

extension HTTPBody {
  /// True where a file of this machine is in it.
  var hasFile: Bool {
    switch self {
    case .json, .document: false
    case .upload: true
    case .form(let fields): fields.contains { if case .file = $0 { true } else { false } }
    }
  }
}
