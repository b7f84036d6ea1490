/// A parameter of one of the tracker's routes.
struct TrackerParameter: Sendable {
  let name: String
  var isInteger = false
  var isRequired = true

  init(_ name: String) { self.name = name }

  var optional: TrackerParameter {
    var parameter = self
    parameter.isRequired = false
    return parameter
  }

  static func integer(_ name: String) -> TrackerParameter {
    var parameter = TrackerParameter(name)
    parameter.isInteger = true
    return parameter
  }

  /// What every question about a topology has.
  static let topology = [
    TrackerParameter("cluster"), TrackerParameter("environ"), TrackerParameter("topology"),
  ]
}

/// What a tracker answers where it can't.
enum TrackerFailure: Error {
  /// Parameters that are not there, or are no numbers.
  case flaws([(name: String, isMissing: Bool, value: String)])
  /// In its own words, or in those of the Python below it.
  case said(String)
  case startsAfterEnd
  case unknownRoute(String)
}

extension SimulatedRequest {
  /// Throws where parameters are not as a route wants them.
  func check(_ parameters: [TrackerParameter]) throws(TrackerFailure) {
    var flaws: [(name: String, isMissing: Bool, value: String)] = []
    for parameter in parameters {
      guard let value = self.parameter(parameter.name) else {
        if parameter.isRequired { flaws.append((parameter.name, true, "")) }
        continue
      }
      if parameter.isInteger, Int64(value) == nil { flaws.append((parameter.name, false, value)) }
    }
    guard flaws.isEmpty else { throw .flaws(flaws) }
  }

  /// A number that was checked before.
  func integer(_ name: String) -> Int64? { parameter(name).flatMap { Int64($0) } }
}

extension HeronGeneration {
  /// A good answer around what it carries.
  func answer(_ payload: [UInt8]) -> SimulatedResponse {
    switch self {
    case .legacy:
      var response = SimulatedResponse.json(
        200,
        Array(#"{"status":"success","#.utf8) + envelope + Array(#""message":"","result":"#.utf8)
          + payload + [UInt8(ascii: "}")])
      response.headers = [.init(name: "content-type", value: "application/json")]
      return response
    case .modern:
      var response = SimulatedResponse.json(200, payload)
      response.headers = [
        .init(name: "content-type", value: "application/json"),
        .init(name: "x-process-time", value: "0.0021"),
      ]
      return response
    }
  }

  func answer(_ write: (inout JSONWriter) -> Void) -> SimulatedResponse {
    var json = JSONWriter(capacity: 4096)
    write(&json)
    return answer(json.bytes)
  }

  private var envelope: [UInt8] { Array(#""tracker_version":"","executiontime":0.0021,"#.utf8) }

  func answer(_ failure: TrackerFailure) -> SimulatedResponse {
    switch self {
    case .legacy: refusal(legacyMessage(of: failure))
    case .modern: modernAnswer(failure)
    }
  }

  private func refusal(_ message: String) -> SimulatedResponse {
    var json = JSONWriter()
    json.element(message)
    var response = SimulatedResponse.json(
      404,
      Array(#"{"status":"failure","#.utf8) + envelope + Array(#""message":"#.utf8) + json.bytes
        + [UInt8(ascii: "}")])
    response.headers = [.init(name: "content-type", value: "application/json")]
    return response
  }

  private func legacyMessage(of failure: TrackerFailure) -> String {
    switch failure {
    case .flaws(let flaws):
      flaws.first { $0.isMissing }.map { "Missing argument \($0.name)" }
        ?? "invalid literal for int() with base 10: '\(flaws.first?.value ?? "")'"
    case .said(let text): text
    case .startsAfterEnd: "starttime is greater than endtime."
    case .unknownRoute(let path): "URL not supported: \(path)"
    }
  }

  private func modernAnswer(_ failure: TrackerFailure) -> SimulatedResponse {
    var json = JSONWriter()
    let status: Int
    switch failure {
    case .flaws(let flaws):
      status = 422
      json.object { json in
        json.array("detail") { json in
          for flaw in flaws {
            json.object { json in
              json.array("loc") { json in
                json.element("query")
                json.element(flaw.name)
              }
              json.member("msg", flaw.isMissing ? "field required" : "value is not a valid integer")
              json.member("type", flaw.isMissing ? "value_error.missing" : "type_error.integer")
            }
          }
        }
      }
    case .said(let text):
      status = 500
      json.element("request failed: \(text)")
    case .startsAfterEnd:
      status = 400
      json.object { $0.member("detail", "start_time > end_time") }
    case .unknownRoute:
      status = 404
      json.object { $0.member("detail", "Not Found") }
    }
    var response = SimulatedResponse.json(status, json.bytes)
    response.headers = [.init(name: "content-type", value: "application/json")]
    if status != 500 { response.headers.append(.init(name: "x-process-time", value: "0.0007")) }
    return response
  }
}
