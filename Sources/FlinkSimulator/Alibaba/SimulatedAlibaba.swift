import FoundationEssentials

/// The realtime compute of Alibaba Cloud that does not exist: its operations over the jobs of a simulated cluster. Keys are
/// invented, and each request's signature is checked, by code that the client knows nothing of.
package struct SimulatedAlibaba: Sendable {
  package var region: String
  package var project: String
  package var keyID: String
  package var secret: String
  /// Of temporary credentials; nil for a key of one's own.
  package var token: String?
  /// How its answers are written.
  package var writesXML: Bool
  private var seenNonces: Set<String> = []

  package init(
    region: String = "cn-simulated", project: String = "demo", keyID: String = "LTAIsimulated",
    secret: String = "simulatedSecret0123456789", token: String? = nil, writesXML: Bool = false
  ) {
    self.region = region
    self.project = project
    self.keyID = keyID
    self.secret = secret
    self.token = token
    self.writesXML = writesXML
  }

  mutating func respond(
    to request: LoggedRequest, in cluster: inout SimulatedCluster
  ) -> SimulatedResponse {
    var response: SimulatedResponse
    do {
      let checked = try FoasRequest(request)
      try check(checked, at: cluster.now)
      response = .json(200, try answer(checked, &cluster))
    } catch {
      response = refusal(error)
    }
    if writesXML { response = FoasXML.rewritten(response) }
    response.headers.append(.init(name: "date", value: Self.httpDate(cluster.now)))
    return response
  }

  // MARK: Who asks

  /// A request is good for a quarter of an hour.
  private static let goodFor: Duration = .seconds(900)

  private mutating func check(_ request: FoasRequest, at now: SimulatedTime) throws(FoasRefusal) {
    guard let authorization = request.headers["authorization"], authorization.hasPrefix("acs "),
      let colon = authorization.lastIndex(of: ":")
    else { throw FoasRefusal(400, "MissingSecurityHeader", "Authorization is mandatory.") }
    let id = authorization[..<colon].dropFirst(4)
    guard id == keyID else {
      throw FoasRefusal(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.")
    }
    guard let date = request.headers["date"].flatMap(Self.moment) else {
      throw FoasRefusal(
        400, "InvalidTimeStamp.Format", "Specified time stamp is not well formatted.")
    }
    let apart = now - date
    guard abs(apart.inMilliseconds) < Self.goodFor.inMilliseconds else {
      throw FoasRefusal(
        400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.")
    }
    let given = String(authorization[authorization.index(after: colon)...])
    let text = request.stringToSign
    guard given == FoasSignatureCheck.signature(of: text, secret: secret) else {
      throw FoasRefusal(
        400, "SignatureDoesNotMatch",
        "Specified signature is not matched with our calculation. server string to sign is:\(text)")
    }
    if let token, request.headers["x-acs-security-token"] != token {
      throw FoasRefusal(403, "InvalidSecurityToken.Mismatch", "Specified SecurityToken is invalid.")
    }
    if !request.body.isEmpty,
      request.headers["content-md5"] != FoasSignatureCheck.contentMD5(of: request.body)
    {
      throw FoasRefusal(400, "InvalidContentMD5", "The body is another one.")
    }
    guard request.headers["x-acs-region-id"] == region,
      request.query.contains(where: { $0.name == "RegionId" && $0.value == region })
    else { throw FoasRefusal(404, "InvalidRegionId.NotFound", "The region is not there.") }
    if let nonce = request.headers["x-acs-signature-nonce"], !seenNonces.insert(nonce).inserted {
      throw FoasRefusal(400, "SignatureNonceUsed", "Specified signature nonce was used already.")
    }
    // Nothing is as old as that and still good.
    if seenNonces.count > 100_000 { seenNonces = [] }
  }

  private func refusal(_ refusal: FoasRefusal) -> SimulatedResponse {
    var writer = JSONWriter()
    writer.object {
      $0.member("RequestId", "SIMULATED")
      $0.member("HostId", "foas.\(region).simulated")
      $0.member("Code", refusal.code)
      $0.member("Message", refusal.message)
    }
    return .json(refusal.status, writer.bytes)
  }

  // MARK: Time

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static let calendar: Calendar = {
    var calendar = Calendar(identifier: .gregorian)
    if let zone = TimeZone(secondsFromGMT: 0) { calendar.timeZone = zone }
    return calendar
  }()

  private static func httpDate(_ time: SimulatedTime) -> String {
    let parts = calendar.dateComponents(
      [.year, .month, .day, .weekday, .hour, .minute, .second],
      from: Date(timeIntervalSince1970: time.seconds))
    func two(_ number: Int?) -> String { (number ?? 0) < 10 ? "0\(number ?? 0)" : "\(number ?? 0)" }
    let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    return "\(days[(parts.weekday ?? 1) - 1]), \(two(parts.day)) \(months[(parts.month ?? 1) - 1]) "
      + "\(parts.year ?? 0) \(two(parts.hour)):\(two(parts.minute)):\(two(parts.second)) GMT"
  }

  /// `Tue, 14 Nov 2023 22:14:00 GMT`.
  private static func moment(_ text: String) -> SimulatedTime? {
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", let month = months.firstIndex(of: String(words[2]))
    else { return nil }
    let clock = words[4].split(separator: ":").map { Int($0) ?? 0 }
    guard clock.count == 3 else { return nil }
    let parts = DateComponents(
      year: Int(words[3]), month: month + 1, day: Int(words[1]), hour: clock[0], minute: clock[1],
      second: clock[2])
    return calendar.date(from: parts).map {
      SimulatedTime(epochMilliseconds: Int64($0.timeIntervalSince1970 * 1000))
    }
  }
}

/// What the service says where it does not do as asked.
struct FoasRefusal: Error {
  var status: Int
  var code: String
  var message: String

  init(_ status: Int, _ code: String, _ message: String) {
    self.status = status
    self.code = code
    self.message = message
  }
}
