import Foundation
import HTTPTransport
import Testing

@testable import AlibabaRealtime

/// What the vendor's own SDK of 2021 sent to a catcher, with invented keys: what it signed, and what went over the wire.
struct SignatureVector: Sendable, CustomTestStringConvertible {
  var id: String
  var region: String
  var date: String
  var nonce: String
  var stringToSign: String
  var signature: String
  var requestTarget: String
  var headers: [(name: String, value: String)]
  var body: String
  var call: FoasCall
  var key: AccessKey

  var testDescription: String { id }

  /// Headers of the SDK about itself, which it does not sign.
  private static let ofTheSDK = ["x-sdk-invoke-type", "x-sdk-client"]

  init?(_ told: AnswerTree) {
    func text(_ name: String) -> String { told[name]?.string ?? "" }
    func pairs(_ tree: AnswerTree?) -> [(String, String)] {
      (tree?.members ?? []).map { ($0.name, $0.value.string ?? "") }
    }
    guard let wire = told["wire"],
      let key = try? AccessKey(
        id: text("access_key_id"), secret: Secret(text("access_key_secret"))),
      let method = HTTPRequest.Method(rawValue: text("method"))
    else { return nil }
    self.key = key
    id = text("id")
    region = text("region")
    date = text("date")
    nonce = text("nonce")
    stringToSign = text("string_to_sign")
    signature = text("signature")
    requestTarget = wire["request_target"]?.string ?? ""
    headers = pairs(wire["headers"]).filter { !Self.ofTheSDK.contains($0.0) }
    body = wire["body"]?.string ?? ""
    call = FoasCall(
      operation: FoasOperation(name: text("action"), method: method, pattern: text("path_pattern")),
      places: Dictionary(pairs(told["path_params"]), uniquingKeysWith: { $1 }),
      query: pairs(told["query"]), form: pairs(told["body_form"]))
  }

  static let all: [SignatureVector] = {
    let url = Bundle.module.url(
      forResource: "signature-vectors", withExtension: "json", subdirectory: "Recordings")
    guard let url, let text = try? String(contentsOf: url, encoding: .utf8),
      let file = AnswerTree(json: text)
    else { return [] }
    return (file["cases"]?.elements ?? []).compactMap(SignatureVector.init)
  }()
}
