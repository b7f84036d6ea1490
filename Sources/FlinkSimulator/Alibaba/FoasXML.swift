import FoundationEssentials

/// The same answers in XML, for who wants to see that they are read too.
enum FoasXML {
  static func rewritten(_ response: SimulatedResponse) -> SimulatedResponse {
    guard
      let told = try? JSONDecoder().decode(Value.self, from: Data(response.body))
    else { return response }
    var response = response
    let name = response.status == 200 ? "Answer" : "Error"
    response.body = Array(
      ("<?xml version='1.0' encoding='UTF-8'?>" + told.element(name)).utf8)
    response.headers = [.init(name: "content-type", value: "text/xml; charset=UTF-8")]
    return response
  }

  private enum Value: Decodable {
    case text(String)
    case list([Value])
    case object([String: Value])

    init(from decoder: any Decoder) throws {
      if let object = try? decoder.singleValueContainer().decode([String: Value].self) {
        self = .object(object)
      } else if let list = try? decoder.singleValueContainer().decode([Value].self) {
        self = .list(list)
      } else if let whole = try? decoder.singleValueContainer().decode(Int64.self) {
        self = .text("\(whole)")
      } else {
        self = .text((try? decoder.singleValueContainer().decode(String.self)) ?? "")
      }
    }

    func element(_ name: String) -> String {
      switch self {
      case .text(let text):
        let safe = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        return "<\(name)>\(safe)</\(name)>"
      case .list(let values):
        // `Metrics` holds each `Metric`; what lies in a member of its own is repeated there.
        let one = name.hasSuffix("s") ? String(name.dropLast()) : name
        let inner = values.map { $0.element(one) }.joined()
        return one == name ? inner : "<\(name)>\(inner)</\(name)>"
      case .object(let members):
        let inner = members.sorted { $0.key < $1.key }.map { $0.value.element($0.key) }.joined()
        return "<\(name)>\(inner)</\(name)>"
      }
    }
  }
}
