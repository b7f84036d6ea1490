package import StreamModel

/// The bodies that Flink's OpenTelemetry reporters send (`application/x-protobuf`, opentelemetry-proto 1): over HTTP as
/// they are, over gRPC as its messages. Compression is the transport's business.
///
/// Fields that are not known are passed over, as protobuf wants it.
package enum OTLPBody {
  /// `ExportTraceServiceRequest`, posted to `/v1/traces`. Plugin metrics-otel, over HTTP from 2.2 on.
  package static func spans(_ body: [UInt8]) throws(OTLPError) -> [ReceivedSpan] {
    var spans: [ReceivedSpan] = []
    try read(body) { (service, scope, fields) throws(OTLPError) in
      spans.append(try ReceivedSpan(fields, service: service, scope: scope))
    }
    return spans
  }

  /// `ExportLogsServiceRequest`, posted to `/v1/logs`: the events of 2.x (FLIP-481).
  package static func events(_ body: [UInt8]) throws(OTLPError) -> [ReceivedEvent] {
    var events: [ReceivedEvent] = []
    try read(body) { (service, scope, fields) throws(OTLPError) in
      events.append(try ReceivedEvent(fields, service: service, scope: scope))
    }
    return events
  }

  /// Both are lists of resources, with lists of scopes, with lists of what is reported, under the same numbers.
  private static func read(
    _ body: [UInt8],
    _ take: (_ service: String?, _ scope: String, ProtobufFields) throws(OTLPError) -> Void
  ) throws(OTLPError) {
    // Typed errors do not go through `withUnsafeBufferPointer`'s closure by themselves.
    let failure: OTLPError? = body.withUnsafeBufferPointer { bytes in
      do throws(OTLPError) {
        for resource in try ProtobufFields(bytes).messages(1) {
          let service = try service(resource)
          for scope in try resource.messages(2) {
            let name = try scope.messages(1).first?.messages(1).first?.text ?? ""
            for item in try scope.messages(2) { try take(service, name, item) }
          }
        }
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }

  /// `service.name`, by which a cluster is told: nothing else in a body says which one it is.
  private static func service(_ resource: ProtobufFields) throws(OTLPError) -> String? {
    for attribute in try resource.messages(1).first?.messages(1) ?? [] {
      guard let (name, value) = try OTLPValue.pair(attribute), name == "service.name",
        case .text(let text) = value
      else { continue }
      return text
    }
    return nil
  }
}

/// A span as it comes over OTLP: alone, with the ids that put it in its place.
package struct ReceivedSpan: Hashable, Sendable {
  /// Without children.
  package var span: TraceSpan
  /// Hexadecimal digits. Each root has a trace of its own in Flink.
  package var trace: String
  package var id: String
  /// Nil of a root.
  package var parent: String?
  /// `service.name`; `unknown_service:java` where nothing is configured.
  package var service: String?

  init(_ fields: ProtobufFields, service: String?, scope: String) throws(OTLPError) {
    var (fields, name, attributes) = (fields, "", SpanAttributes())
    var (start, end): (Timestamp?, Timestamp?)
    (trace, id, self.service) = ("", "", service)
    while let (number, value) = try fields.next() {
      switch (number, value) {
      case (1, .bytes(let bytes)): trace = bytes.hexadecimal
      case (2, .bytes(let bytes)): id = bytes.hexadecimal
      case (4, .bytes(let bytes)): parent = bytes.isEmpty ? nil : bytes.hexadecimal
      case (5, .bytes(let bytes)): name = bytes.text
      case (7, .fixed64(let time)): start = OTLPValue.time(time)
      case (8, .fixed64(let time)): end = OTLPValue.time(time)
      case (9, .bytes(let bytes)): try attributes.append(bytes)
      default: continue
      }
    }
    span = TraceSpan(scope: scope, name: name, start: start, end: end, attributes: attributes)
  }
}

/// An event of Flink 2.x (FLIP-481): `JobStatusChangeEvent`, `AllSubtasksStatusChangeEvent`, `JobFailureEvent`,
/// `CheckpointEvent`.
package struct ReceivedEvent: Hashable, Sendable {
  /// The class that reported it.
  package var scope: String
  package var name: String
  /// On the JobManager's clock.
  package var time: Timestamp?
  package var attributes: SpanAttributes
  package var service: String?

  package var job: JobID? {
    (attributes.text("jobId") ?? attributes.text("job_id")).map { JobID($0.lowercased()) }
  }

  package var jobName: String? { attributes.text("job_name") }

  init(_ fields: ProtobufFields, service: String?, scope: String) throws(OTLPError) {
    var (fields, attributes) = (fields, SpanAttributes())
    (self.scope, self.service) = (scope, service)
    while let (number, value) = try fields.next() {
      switch (number, value) {
      case (1, .fixed64(let nanoseconds)): time = OTLPValue.time(nanoseconds)
      case (6, .bytes(let bytes)): try attributes.append(bytes)
      default: continue
      }
    }
    name = attributes.text("name") ?? ""
    self.attributes = SpanAttributes(attributes.all.filter { $0.name != "name" })
  }
}

extension SpanAttributes {
  fileprivate mutating func append(_ pair: ProtobufFields) throws(OTLPError) {
    guard let (name, value) = try OTLPValue.pair(pair), self[name] == nil else { return }
    append(name, value)
  }
}
