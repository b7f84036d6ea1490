import NIOCore
import NIOHTTP1

/// One connection to the server: reads requests, and answers them or does worse.
final class SimulatorConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let state: SimulatorState
  /// What answers: the JobManager, or a TSP in front of it.
  private let answer: @Sendable (LoggedRequest) -> SimulatedResponse
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []

  init(
    state: SimulatorState, answer: @escaping @Sendable (LoggedRequest) -> SimulatedResponse
  ) {
    self.state = state
    self.answer = answer
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body = []
    case .body(let part): body += part.readableBytesView
    case .end:
      guard let head else { return }
      var request = LoggedRequest(method: head.method.rawValue, path: head.uri, body: body)
      if state.looksAtHeaders {
        request.headers = head.headers.map { .init(name: $0.name, value: $0.value) }
      }
      receive(request, isKeepAlive: head.isKeepAlive, context: context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func receive(_ request: LoggedRequest, isKeepAlive: Bool, context: ChannelHandlerContext)
  {
    let verdict = state.receive(request)
    guard verdict.delay > .zero else {
      return handle(request, verdict.action, isKeepAlive: isKeepAlive, context: context)
    }
    let context = NIOLoopBound(context, eventLoop: context.eventLoop)
    let handler = NIOLoopBound(self, eventLoop: context.value.eventLoop)
    context.value.eventLoop.scheduleTask(
      in: .milliseconds(verdict.delay.inMilliseconds)
    ) {
      handler.value.handle(
        request, verdict.action, isKeepAlive: isKeepAlive, context: context.value)
    }
  }

  private func handle(
    _ request: LoggedRequest, _ action: FaultAction?, isKeepAlive: Bool,
    context: ChannelHandlerContext
  ) {
    guard context.channel.isActive else { return }
    switch action {
    case nil: write(answer(request), isKeepAlive: isKeepAlive, context: context)
    case .hang: return
    case .drop: context.close(promise: nil)
    case .loseAnswer:
      _ = answer(request)
      context.close(promise: nil)
    case .half:
      let response = answer(request)
      write(
        response, announcing: response.body.count,
        sending: Array(response.body.prefix(response.body.count / 2)), isKeepAlive: false,
        context: context)
    case .oversized(let bytes): writeOversized(bytes, isKeepAlive: isKeepAlive, context: context)
    case .unknownState(let name):
      var response = answer(request)
      response.body = Tampering.replacingStates(in: response.body, with: name)
      write(response, isKeepAlive: isKeepAlive, context: context)
    case .missing(let member):
      var response = answer(request)
      response.body = Tampering.removing(member: member, from: response.body)
      write(response, isKeepAlive: isKeepAlive, context: context)
    case .status, .redirect, .html, .empty, .delay:
      write(Self.cannedResponse(action, request), isKeepAlive: isKeepAlive, context: context)
    }
  }

  // MARK: Writing

  private func write(
    _ response: SimulatedResponse, isKeepAlive: Bool, context: ChannelHandlerContext
  ) {
    write(
      response, announcing: response.body.count, sending: response.body,
      isKeepAlive: isKeepAlive && !response.closesConnection, context: context)
  }

  private func write(
    _ response: SimulatedResponse, announcing length: Int, sending body: [UInt8],
    isKeepAlive: Bool, context: ChannelHandlerContext
  ) {
    writeHead(response, length: length, isKeepAlive: isKeepAlive, context: context)
    context.write(
      wrapOutboundOut(.body(.byteBuffer(context.channel.allocator.buffer(bytes: body)))),
      promise: nil)
    finish(isKeepAlive: isKeepAlive, context: context)
  }

  private func writeHead(
    _ response: SimulatedResponse, length: Int, isKeepAlive: Bool, context: ChannelHandlerContext
  ) {
    var headers = HTTPHeaders(response.headers.map { ($0.name, $0.value) })
    headers.add(name: "content-length", value: String(length))
    headers.add(name: "connection", value: isKeepAlive ? "keep-alive" : "close")
    context.write(
      wrapOutboundOut(
        .head(
          HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: response.status),
            headers: headers))), promise: nil)
  }

  private func finish(isKeepAlive: Bool, context: ChannelHandlerContext) {
    let sent = context.writeAndFlush(wrapOutboundOut(.end(nil)))
    guard !isKeepAlive else { return }
    let context = NIOLoopBound(context, eventLoop: context.eventLoop)
    sent.whenComplete { _ in context.value.close(promise: nil) }
  }

  /// The start of a list of jobs, and then blanks.
  private func writeOversized(_ bytes: Int, isKeepAlive: Bool, context: ChannelHandlerContext) {
    let start = Array("{\"jobs\":[".utf8)
    let end = Array("]}".utf8)
    let blanks = max(0, bytes - start.count - end.count)
    writeHead(
      .json(200, []), length: start.count + blanks + end.count, isKeepAlive: isKeepAlive,
      context: context)
    let block = ByteBuffer(repeating: UInt8(ascii: " "), count: 65_536)
    func send(_ part: ByteBuffer) {
      context.write(wrapOutboundOut(.body(.byteBuffer(part))), promise: nil)
    }
    send(ByteBuffer(bytes: start))
    for _ in 0..<(blanks / block.readableBytes) { send(block) }
    send(ByteBuffer(repeating: UInt8(ascii: " "), count: blanks % block.readableBytes))
    send(ByteBuffer(bytes: end))
    finish(isKeepAlive: isKeepAlive, context: context)
  }

  /// The answers that have nothing to do with the cluster.
  private static func cannedResponse(_ action: FaultAction?, _ request: LoggedRequest)
    -> SimulatedResponse
  {
    switch action {
    case .status(let status): Tampering.response(status: status, to: request)
    case .redirect(let status, let location):
      SimulatedResponse(
        status: status, headers: [.init(name: "location", value: location)], body: [])
    case .html: Tampering.page(status: 200, "Welcome to nginx!")
    default: .json(200, [])
    }
  }
}
