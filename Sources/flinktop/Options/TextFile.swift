#if canImport(Glibc)
  import Glibc
#endif

/// Whole small files, without Foundation.
enum TextFile {
  /// Why the last of these failed.
  static var reason: String { String(cString: strerror(errno)) }

  /// The file's text, or nil with `errno` set. More than 1 MiB is refused as no text file of ours.
  static func read(_ path: String) -> String? {
    bytes(path, atMost: 1 << 20).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The file's bytes, or nil with `errno` set, also where there are more than `limit`.
  static func bytes(_ path: String, atMost limit: Int) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 {
        if errno == EINTR { continue }
        return nil
      }
      if count == 0 { break }
      bytes += buffer[..<count]
      if bytes.count > limit {
        errno = EFBIG
        return nil
      }
    }
    return bytes
  }

  /// Writes a new file `name.extension`, or `name-2.extension` and so on where that is taken; its path, or nil with
  /// `errno` set.
  static func create(_ name: String, extension suffix: String, _ text: String) -> String? {
    create(name, extension: suffix, Array(text.utf8))
  }

  /// The same of bytes.
  static func create(_ name: String, extension suffix: String, _ bytes: [UInt8]) -> String? {
    for number in 1...99 {
      let path = number == 1 ? "\(name).\(suffix)" : "\(name)-\(number).\(suffix)"
      if create(path, bytes) { return path }
      if errno != EEXIST { return nil }
    }
    return nil
  }

  /// A path that was typed into a form, which no shell has seen: `~/` is the home directory.
  static func path(typed: String) -> String {
    let home = typed.hasPrefix("~/") ? getenv("HOME").map { String(cString: $0) } : nil
    return home.map { $0 + typed.dropFirst() } ?? typed
  }

  /// Writes a new file, never over one that is there, whole or not at all; false with `errno` set where that fails.
  static func create(_ path: String, _ bytes: [UInt8]) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var bytes = bytes[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 {
        if errno == EINTR { continue }
        // Half a file is none.
        let reason = errno
        unlink(path)
        errno = reason
        return false
      }
      bytes = bytes.dropFirst(written)
    }
    return true
  }
}
