#if canImport(Glibc)
  import Glibc
#endif

/// Reads a log file to its end and what is written to it later, across rotation: a file renamed with another made in its
/// place (log4j, logrotate), one cut and begun anew (`copytruncate`), one that is not there yet.
///
/// It never waits: whoever asks `next()` decides when. What is no regular file, a pipe or standard input, is read to its
/// end once, and there the call waits for more.
package final class FileTail {
  /// What came of looking once.
  package enum Piece: Hashable {
    case bytes([UInt8])
    /// The next bytes are the first of a file: another one has the name now, or the file was cut.
    case beganAnew
    /// Nothing new. More may come later.
    case nothing
    /// No file has this name yet.
    case absent
    /// A pipe that nobody writes to any more.
    case ended
  }

  /// Bytes that are compared to see whether a file that is longer is the same still.
  private static let witnessLength = 64
  private static let pieceLength = 256 << 10

  private let path: String
  private var descriptor: Int32 = -1
  private var offset = 0
  private var isRegular = true
  /// The last bytes that were read.
  private var witness: [UInt8] = []
  private var hasReachedEnd = false
  private var buffer = [UInt8](repeating: 0, count: pieceLength)

  /// A file by its path; `-` is standard input.
  package init(path: String) {
    self.path = path
    if path == "-" {
      descriptor = STDIN_FILENO
      isRegular = false
    }
  }

  deinit { if descriptor > STDIN_FILENO { close(descriptor) } }

  package func next() throws(FileFailure) -> Piece {
    if descriptor < 0 {
      guard try open() else { return .absent }
    }
    if isRegular, hasReachedEnd, try wasCut() {
      rewind()
      return .beganAnew
    }
    let count = try read()
    if count > 0 {
      let bytes = Array(buffer[..<count])
      note(bytes)
      return .bytes(bytes)
    }
    hasReachedEnd = true
    guard isRegular else { return .ended }
    return try replace() ? .beganAnew : .nothing
  }

  /// False where there is no such file.
  private func open() throws(FileFailure) -> Bool {
    let opened = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else {
      if errno == ENOENT { return false }
      throw failure()
    }
    guard let status = Self.status(of: opened) else {
      close(opened)
      throw failure()
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      close(opened)
      throw FileFailure(path: path, code: EISDIR)
    }
    descriptor = opened
    isRegular = status.st_mode & S_IFMT == S_IFREG
    rewind()
    return true
  }

  private func rewind() {
    offset = 0
    witness = []
    hasReachedEnd = false
  }

  private func read() throws(FileFailure) -> Int {
    while true {
      let count =
        isRegular
        ? pread(descriptor, &buffer, buffer.count, off_t(offset))
        : Glibc.read(descriptor, &buffer, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR else { throw failure() }
    }
  }

  private func note(_ bytes: [UInt8]) {
    offset += bytes.count
    witness = Array((witness + bytes.suffix(Self.witnessLength)).suffix(Self.witnessLength))
  }

  /// True where the file is shorter than what was read of it, or has other bytes where those stood: cut, and written
  /// up to that place or beyond it before anybody looked.
  private func wasCut() throws(FileFailure) -> Bool {
    guard let status = Self.status(of: descriptor) else { throw failure() }
    if status.st_size < offset { return true }
    guard !witness.isEmpty else { return false }
    var found = [UInt8](repeating: 0, count: witness.count)
    let count = pread(descriptor, &found, found.count, off_t(offset - witness.count))
    return count >= 0 && found != witness
  }

  /// Goes over to the file that has the name now; false where that is the same one, or there is none yet.
  private func replace() throws(FileFailure) -> Bool {
    var named = stat()
    guard stat(path, &named) == 0 else {
      guard errno == ENOENT else { throw failure() }
      return false
    }
    guard let own = Self.status(of: descriptor) else { throw failure() }
    guard named.st_ino != own.st_ino || named.st_dev != own.st_dev else { return false }
    // The last that was written to the old one, between our reading and the renaming.
    if own.st_size > offset { return false }
    let former = descriptor
    guard try open() else { return false }
    close(former)
    return true
  }

  private static func status(of descriptor: Int32) -> stat? {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? status : nil
  }

  private func failure() -> FileFailure { FileFailure(path: path, code: errno) }
}

/// Why a file can't be read.
package struct FileFailure: Error, Hashable {
  package var path: String
  /// The system's `errno`.
  package var code: Int32

  package init(path: String, code: Int32) {
    self.path = path
    self.code = code
  }

  /// One line: `cannot read x.log: Permission denied`. The path is as it was given.
  package var description: String { "cannot read \(path): \(String(cString: strerror(code)))" }
}
