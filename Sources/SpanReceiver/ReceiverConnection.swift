import FlinkTraces
import NIOCore
import NIOHTTP1

/// One connection to the receiver: requests one after the other, each answered once its body was read.
final class ReceiverConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let receive: @Sendable (ReceivedReport) -> Void
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []
  private var isTooLarge = false

  init(receive: @escaping @Sendable (ReceivedReport) -> Void) { self.receive = receive }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      (self.head, body, isTooLarge) = (head, [], false)
    case .body(let part):
      isTooLarge = isTooLarge || body.count + part.readableBytes > SpanReceiver.bodyLimit
      if isTooLarge { body = [] } else { body += part.readableBytesView }
    case .end:
      guard let head else { return }
      answer(head, context: context)
      body = []
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private struct Refusal: Error {
    var status: HTTPResponseStatus
    var reason: String
  }

  private func answer(_ head: HTTPRequestHead, context: ChannelHandlerContext) {
    do throws(Refusal) {
      receive(try report(head))
      respond(.ok, "", isKeepAlive: head.isKeepAlive, context: context)
    } catch {
      let sender = context.remoteAddress.map { $0.ipAddress ?? "\($0)" } ?? "somebody"
      receive(.refused("\(sender): \(head.method.rawValue) \(head.uri): \(error.reason)"))
      respond(error.status, error.reason, isKeepAlive: head.isKeepAlive, context: context)
    }
  }

  private func report(_ head: HTTPRequestHead) throws(Refusal) -> ReceivedReport {
    let path = head.uri.prefix { $0 != "?" }
    guard ["/", "/v1/traces", "/v1/logs"].contains(path) else {
      throw Refusal(status: .notFound, reason: "nothing is taken there but /v1/traces and /v1/logs")
    }
    guard head.method == .POST else {
      throw Refusal(status: .methodNotAllowed, reason: "spans are posted")
    }
    let type = (head.headers.first(name: "content-type") ?? "").prefix { $0 != ";" }.lowercased()
    guard type == "application/x-protobuf" else {
      let told = type.isEmpty ? "a body without a type" : type
      throw Refusal(
        status: .unsupportedMediaType, reason: "\(told) is not read, application/x-protobuf is")
    }
    guard !isTooLarge else { throw tooLarge }
    let bytes = try unpacked(head.headers.first(name: "content-encoding"))
    do throws(OTLPError) {
      guard path == "/v1/logs" else { return .spans(try OTLPBody.spans(bytes)) }
      return .events(try OTLPBody.events(bytes))
    } catch {
      throw Refusal(status: .badRequest, reason: "the body is no OTLP: \(error.description)")
    }
  }

  private var tooLarge: Refusal {
    Refusal(
      status: .payloadTooLarge, reason: "more than \(SpanReceiver.bodyLimit >> 20) MiB in a body")
  }

  private func unpacked(_ encoding: String?) throws(Refusal) -> [UInt8] {
    switch encoding?.lowercased() {
    case nil, "identity", "": return body
    case "gzip":
      do throws(InflationError) {
        return try body.inflated(limit: SpanReceiver.bodyLimit)
      } catch {
        switch error {
        case .tooLarge: throw tooLarge
        case .malformed: throw Refusal(status: .badRequest, reason: "the body is no whole gzip")
        }
      }
    case let other?:
      throw Refusal(status: .unsupportedMediaType, reason: "the encoding \(other) is not read")
    }
  }

  private func respond(
    _ status: HTTPResponseStatus, _ text: String, isKeepAlive: Bool, context: ChannelHandlerContext
  ) {
    let body = context.channel.allocator.buffer(string: text)
    let headers: HTTPHeaders = [
      "content-type": status == .ok ? "application/x-protobuf" : "text/plain; charset=utf-8",
      "content-length": String(body.readableBytes),
      "connection": isKeepAlive ? "keep-alive" : "close",
    ]
    context.write(
      wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers))),
      promise: nil)
    if body.readableBytes > 0 {
      context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    }
    let sent = context.writeAndFlush(wrapOutboundOut(.end(nil)))
    guard !isKeepAlive else { return }
    let context = NIOLoopBound(context, eventLoop: context.eventLoop)
    sent.whenComplete { _ in context.value.close(promise: nil) }
  }
}
