import Foundation
import StreamModel
import Testing

@testable import FlinkTraces

@Suite("A log file that is followed")
struct FileTailTests {
  private let folder: String
  private let path: String

  init() throws {
    folder = NSTemporaryDirectory() + "flinktop-tail-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    path = folder + "/jobmanager.log"
  }

  private func write(_ text: String, to name: String? = nil, anew: Bool = false) throws {
    let path = name.map { folder + "/" + $0 } ?? path
    if anew || !FileManager.default.fileExists(atPath: path) {
      // In place: another inode would be another file.
      let file = fopen(path, "w")
      fputs(text, file)
      fclose(file)
    } else {
      let file = fopen(path, "a")
      fputs(text, file)
      fclose(file)
    }
  }

  /// What it gives until there is nothing: bytes as text, and `|` where a file begins anew.
  private func drain(_ tail: FileTail) throws -> String {
    var text = ""
    while true {
      switch try tail.next() {
      case .bytes(let bytes): text += String(decoding: bytes, as: UTF8.self)
      case .beganAnew: text += "|"
      case .nothing: return text
      case .absent: return text + "?"
      case .ended: return text + "."
      }
    }
  }

  @Test("is read as it grows")
  func growth() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try write("one\n")
    let tail = FileTail(path: path)
    #expect(try drain(tail) == "one\n")
    #expect(try drain(tail) == "")
    try write("two\nthr")
    try write("ee\n")
    #expect(try drain(tail) == "two\nthree\n")
  }

  @Test("may not be there yet")
  func absence() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let tail = FileTail(path: path)
    #expect(try drain(tail) == "?")
    try write("one\n")
    #expect(try drain(tail) == "one\n")
  }

  @Test("is read to its end after it was renamed, and then the one in its place")
  func rename() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try write("one\n")
    let tail = FileTail(path: path)
    #expect(try drain(tail) == "one\n")
    try write("two\n")
    try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
    #expect(try drain(tail) == "two\n")
    try write("three\n", to: "jobmanager.log.1")
    #expect(try drain(tail) == "three\n")
    try write("four\n")
    #expect(try drain(tail) == "|four\n")
    try FileManager.default.removeItem(atPath: path)
    #expect(try drain(tail) == "")
    try write("five\n")
    #expect(try drain(tail) == "|five\n")
  }

  @Test("may be cut and begun anew, shorter, longer, or by the same length")
  func truncation() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try write("one two three\n")
    let tail = FileTail(path: path)
    #expect(try drain(tail) == "one two three\n")
    try write("four\n", anew: true)
    #expect(try drain(tail) == "|four\n")
    try write("five six seven eight nine\n", anew: true)
    #expect(try drain(tail) == "|five six seven eight nine\n")
    try write("nine eight seven six five\n", anew: true)
    #expect(try drain(tail) == "|nine eight seven six five\n")
    try write("", anew: true)
    #expect(try drain(tail) == "|")
    try write("ten\n")
    #expect(try drain(tail) == "ten\n")
  }

  @Test("may be longer than a piece")
  func length() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let text = String(repeating: "0123456789abcde\n", count: 50_000)
    try write(text)
    #expect(try drain(FileTail(path: path)) == text)
  }

  @Test("a folder, or what may not be read, is an error in one line")
  func failures() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(throws: FileFailure(path: folder, code: EISDIR)) { try FileTail(path: folder).next() }
    #expect(
      FileFailure(path: "x.log", code: EISDIR).description
        == "cannot read x.log: Is a directory")
    try write("one\n")
    #expect(throws: FileFailure(path: path + "/x", code: ENOTDIR)) {
      try FileTail(path: path + "/x").next()
    }
  }

  @Test("a pipe is read until nobody writes to it")
  func pipes() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try #require(mkfifo(path, 0o600) == 0)
    // Open for both, so that the other end need not be there yet.
    let writer = open(path, O_RDWR)
    _ = Glibc.write(writer, "one\n", 4)
    let tail = FileTail(path: path)
    #expect(try tail.next() == .bytes(Array("one\n".utf8)))
    close(writer)
    #expect(try tail.next() == .ended)
  }

  @Test("its spans come as they are written, over a rotation too")
  func spans() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let line = Recording.line("checkpointId=1")
    var file = SpanFile(path: path)
    func ids() throws -> [Int64?] {
      var ids: [Int64?] = []
      while case .spans(let spans) = try file.next() { ids += spans.map(\.span.checkpoint?.number) }
      return ids
    }
    #expect(try ids() == [])
    try write(line + line.prefix(90))
    #expect(try ids() == [1])
    try write(String(line.dropFirst(90)))
    #expect(try ids() == [1])
    try write(String(line.prefix(90)))
    #expect(try ids() == [])
    try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
    try write(line)
    #expect(try ids() == [1])
    #expect(file.reader.unread.count == 1)
  }
}
