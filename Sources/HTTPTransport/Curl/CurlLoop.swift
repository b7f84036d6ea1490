internal import CCurl

/// The thread's work: hands requests to libcurl and answers back, and sleeps in `curl_multi_poll` till a
/// socket, a time-out or `TransferQueue` has news.
struct CurlLoop {
  private let queue: TransferQueue
  private let multi: UnsafeMutableRawPointer
  private var idle: [EasyHandle]
  private var running: [EasyHandle] = []
  /// True if a request ended since the queue was last asked for more.
  private var hasRoom = false

  /// Returns when the queue is closed.
  static func run(_ queue: TransferQueue, endpoint: Endpoint, options: TransportOptions) {
    guard isLibraryReady, let multi = curl_multi_init() else {
      return queue.close(with: .failed("\(endpoint.name): libcurl does not start", wasSent: false))
    }
    defer { curl_multi_cleanup(multi) }
    let places = options.maximumConcurrentRequests
    ccurl_set_multi_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_NOTHING))
    ccurl_set_multi_long(multi, CURLMOPT_MAXCONNECTS, places)
    do {
      let handles = try (0..<places).map { _ in
        try EasyHandle(endpoint: endpoint, options: options)
      }
      var loop = CurlLoop(queue: queue, multi: multi, idle: handles)
      queue.attach(multi)
      loop.run()
      queue.detach()
    } catch {
      queue.close(with: .failed("\(endpoint.name): \(error)", wasSent: false))
    }
  }

  // Once a process: not every supported libcurl can do it on two threads at a time.
  private static let isLibraryReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  private init(queue: TransferQueue, multi: UnsafeMutableRawPointer, idle: [EasyHandle]) {
    self.queue = queue
    self.multi = multi
    self.idle = idle
  }

  private mutating func run() {
    while true {
      hasRoom = false
      let orders = queue.orders(places: idle.count)
      for transfer in orders.starts { start(transfer) }
      for id in orders.cancellations { cancel { $0.id == id } }
      if orders.isClosing { return cancel { _ in true } }

      var runningCount: Int32 = 0
      curl_multi_perform(multi, &runningCount)
      finishDone()
      if !hasRoom { curl_multi_poll(multi, nil, 0, Int32.max, nil) }
    }
  }

  private mutating func start(_ transfer: Transfer) {
    // `orders` gives no more than there are idle handles.
    guard let handle = idle.popLast() else { return }
    running.append(handle)
    if let error = handle.prepare(transfer) {
      finish(handle, with: .failure(error))
    } else if curl_multi_add_handle(multi, handle.easy) != CURLM_OK {
      finish(handle, with: .failure(.failed("libcurl does not take the request", wasSent: false)))
    }
  }

  private mutating func cancel(where isMeant: (Transfer) -> Bool) {
    for handle in running where handle.transfer.map(isMeant) ?? false {
      let wasSent = handle.wasSent
      curl_multi_remove_handle(multi, handle.easy)
      finish(handle, with: .failure(.cancelled(wasSent: wasSent)))
    }
  }

  private mutating func finishDone() {
    var remaining: Int32 = 0
    while let message = curl_multi_info_read(multi, &remaining) {
      // What the message points to goes with the handle.
      let (kind, easy) = (message.pointee.msg, message.pointee.easy_handle)
      let code = message.pointee.data.result
      guard kind == CURLMSG_DONE, let handle = running.first(where: { $0.easy == easy }) else {
        continue
      }
      let outcome = handle.outcome(of: code)
      curl_multi_remove_handle(multi, handle.easy)
      finish(handle, with: outcome)
    }
  }

  private mutating func finish(
    _ handle: EasyHandle, with result: Result<HTTPResponse, TransportError>
  ) {
    running.removeAll { $0 === handle }
    idle.append(handle)
    hasRoom = true
    guard let transfer = handle.takeTransfer() else { return }
    queue.finish(transfer, with: result)
  }
}
