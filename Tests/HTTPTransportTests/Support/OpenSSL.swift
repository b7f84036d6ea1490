import Foundation

/// Keys, certificates and TLS servers of the `openssl` program.
enum OpenSSL {
  struct Failure: Error {
    let arguments: [String]
    let output: String
  }

  static let isAvailable = (try? run(["version"])) != nil

  /// True where a missing program must not go unnoticed.
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

/// Files of two authorities and what the first one signed, made once a test run.
///
/// `ca`, `other-ca`: authorities. `server`: for localhost. `stranger`: for another name. `expired`: out of
/// date. `client`: names a user; `client-encrypted.key` is its key under a password.
struct Certificates: Sendable {
  private static let made = Task { try await Blocking.run { try Certificates() } }

  static var shared: Certificates { get async throws { try await made.value } }

  private let directory: String

  func path(_ name: String) -> String { "\(directory)/\(name)" }

  private init() throws {
    directory = NSTemporaryDirectory() + "flinktop-tls-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true)
    for name in ["ca", "other-ca"] {
      try openSSL(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout \(name).key "
          + "-out \(name).pem -days 2 -subj /CN=\(name)")
    }
    try sign("server", name: "DNS:localhost,IP:127.0.0.1")
    try sign("stranger", name: "DNS:elsewhere.invalid")
    try sign("expired", name: "DNS:localhost,IP:127.0.0.1", days: -1)
    try sign("client", name: "DNS:ops")
    try openSSL("ec -in client.key -aes128 -passout pass:secret -out client-encrypted.key")
    try "no certificate\n".write(toFile: path("garbage.pem"), atomically: true, encoding: .utf8)
  }

  private func sign(_ file: String, name: String, days: Int = 2) throws {
    try openSSL(
      "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout \(file).key "
        + "-out \(file).csr -subj /CN=\(file) -addext subjectAltName=\(name)")
    try openSSL(
      "x509 -req -in \(file).csr -CA ca.pem -CAkey ca.key -CAcreateserial -copy_extensions copy "
        + "-days \(days) -out \(file).pem")
  }

  private func openSSL(_ arguments: String) throws {
    try OpenSSL.run(arguments.split(separator: " ").map(String.init), in: directory)
  }
}
