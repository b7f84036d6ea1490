import Foundation

/// `openssl s_server` on 127.0.0.1, answering every GET with a page.
final class TLSServer: Sendable {
  let port: Int
  private let life: Pipe

  /// Shows the certificate of that name; lets only clients in that `ca` signed if `isMutual`.
  static func start(
    _ certificate: String, isMutual: Bool = false, version: String = "-tls1_3"
  ) async throws -> TLSServer {
    let files = try await Certificates.shared
    var arguments = ["s_server", "-accept", "127.0.0.1:0", "-www", version]
    arguments += ["-cert", files.path("\(certificate).pem")]
    arguments += ["-key", files.path("\(certificate).key")]
    if isMutual {
      arguments += ["-Verify", "1", "-verify_return_error", "-CAfile", files.path("ca.pem")]
    }
    return try await Blocking.run { [arguments] in
      do {
        return try TLSServer(arguments)
      } catch let error as CocoaError where error.underlying?.code == .EBADF {
        // Foundation's `Process` was seen to lose a pipe's end while other tests start and end processes.
        return try TLSServer(arguments)
      }
    }
  }

  private init(_ arguments: [String]) throws {
    life = Pipe()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    // Lives as long as its input is open, so not longer than the tests. Killed, since Dispatch's threads
    // hand down a mask that blocks the milder signals.
    let script = #""$@" < /dev/null & cat > /dev/null; kill -9 $!"#
    process.arguments = ["-c", script, "sh", "openssl"] + arguments
    let output = Pipe()
    process.standardInput = life
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    port = try Self.port(from: output.fileHandleForReading, arguments)
  }

  deinit { try? life.fileHandleForWriting.close() }

  /// From the line "ACCEPT 127.0.0.1:41937".
  private static func port(from output: FileHandle, _ arguments: [String]) throws -> Int {
    var text = ""
    while true {
      let bytes = output.availableData
      text += String(decoding: bytes, as: UTF8.self)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      if let line = lines.first(where: { $0.hasPrefix("ACCEPT") }),
        let port = Int(line.drop { $0 != ":" }.dropFirst())
      {
        return port
      }
      if bytes.isEmpty { throw OpenSSL.Failure(arguments: arguments, output: text) }
    }
  }
}

extension CocoaError {
  /// The system's error behind this one.
  fileprivate var underlying: POSIXError? { userInfo[NSUnderlyingErrorKey] as? POSIXError }
}
