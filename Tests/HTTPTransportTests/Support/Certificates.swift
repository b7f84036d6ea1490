import Foundation

/// Files of two authorities and what the first one signed, made once a test run.
///
/// `ca`, `other-ca`: authorities. `server`: for localhost. `stranger`: for another name. `expired`: out of
/// date. `client`: names a user; `client-encrypted.key` is its key under a password.
struct Certificates: Sendable {
  private static let made = Task { try await Blocking.run { try Certificates() } }

  static var shared: Certificates { get async throws { try await made.value } }

  private static let directory = NSTemporaryDirectory() + "flinktop-tls-\(UUID().uuidString)"

  func path(_ name: String) -> String { "\(Self.directory)/\(name)" }

  private init() throws {
    try FileManager.default.createDirectory(
      atPath: Self.directory, withIntermediateDirectories: true)
    atexit { try? FileManager.default.removeItem(atPath: Certificates.directory) }
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
    try OpenSSL.run(arguments.split(separator: " ").map(String.init), in: Self.directory)
  }
}
