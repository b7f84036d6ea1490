import Foundation

/// The `openssl` program, which makes the certificates and is the TLS server.
enum OpenSSL {
  struct Failure: Error {
    let arguments: [String]
    let output: String
  }

  static let isAvailable = (try? run(["version"])) != nil

  /// True where a missing program is a failure.
  static let isRequired = ProcessInfo.processInfo.environment["CI"] == "true"

  @discardableResult
  static func run(_ arguments: [String], in directory: String = "/") throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["openssl"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(arguments: arguments, output: text) }
    return text
  }
}
