import Foundation

/// What the vendor's own SDK of 2021 sent to a catcher, with invented keys: what it signed, and what went over the wire.
struct SignatureVector: Decodable, Sendable {
  struct Wire: Decodable, Sendable {
    var request_target: String
    var headers: [String: String]
    var body: String
  }

  var id: String
  var access_key_id: String
  var access_key_secret: String
  var region: String
  var action: String
  var method: String
  var path_pattern: String
  var path_params: [String: String]
  var date: String
  var nonce: String
  var string_to_sign: String
  var signature: String
  var wire: Wire

  private struct File: Decodable {
    var cases: [SignatureVector]
  }

  static let all: [SignatureVector] = {
    let url = Bundle.module.url(
      forResource: "signature-vectors", withExtension: "json", subdirectory: "Recordings")
    guard let url, let data = try? Data(contentsOf: url),
      let file = try? JSONDecoder().decode(File.self, from: data)
    else { return [] }
    return file.cases
  }()
}
