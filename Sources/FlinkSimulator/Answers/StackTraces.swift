/// Frames of real traces (Flink 2.3.0), for errors that are as long as the real ones.
///
/// Written short: `flink:` and `netty:` are packages, and the file follows from the class.
enum StackTraces {
  /// Asking the execution graph cache.
  static let executionGraph = text(
    """
    flink:runtime.rest.handler.job.AbstractExecutionGraphHandler.lambda$handleRequest$1:99
    """)

  /// A future that fails.
  static let future = text(
    """
    java.base/java.util.concurrent.CompletableFuture.uniExceptionally:990
    java.base/java.util.concurrent.CompletableFuture$UniExceptionally.tryFire:974
    java.base/java.util.concurrent.CompletableFuture.postComplete:510
    java.base/java.util.concurrent.CompletableFuture.completeExceptionally:2162
    java.base/java.util.concurrent.CompletableFuture.uniWhenComplete:863
    java.base/java.util.concurrent.CompletableFuture$UniWhenComplete.tryFire:841
    java.base/java.util.concurrent.CompletableFuture.postComplete:510
    java.base/java.util.concurrent.CompletableFuture.completeExceptionally:2162
    flink:runtime.rpc.pekko.PekkoInvocationHandler.lambda$invokeRpc$1:261
    java.base/java.util.concurrent.CompletableFuture.uniWhenComplete:863
    java.base/java.util.concurrent.CompletableFuture$UniWhenComplete.tryFire:841
    java.base/java.util.concurrent.CompletableFuture.postComplete:510
    java.base/java.util.concurrent.CompletableFuture.completeExceptionally:2162
    flink:util.concurrent.FutureUtils.doForward:1315
    """)

  /// A call that came in through RPC.
  static let rpc = text(
    """
    flink:runtime.dispatcher.Dispatcher.requestExecutionGraphInfo:1769
    java.base/jdk.internal.reflect.NativeMethodAccessorImpl.invoke0(Native Method)
    java.base/jdk.internal.reflect.NativeMethodAccessorImpl.invoke:77
    java.base/jdk.internal.reflect.DelegatingMethodAccessorImpl.invoke:43
    java.base/java.lang.reflect.Method.invoke:569
    flink:runtime.rpc.pekko.PekkoRpcActor.lambda$handleRpcInvocation$1:318
    flink:runtime.concurrent.ClassLoadingUtils.runWithContextClassLoader:83
    flink:runtime.rpc.pekko.PekkoRpcActor.handleRpcInvocation:316
    flink:runtime.rpc.pekko.PekkoRpcActor.handleRpcMessage:229
    flink:runtime.rpc.pekko.FencedPekkoRpcActor.handleRpcMessage:88
    flink:runtime.rpc.pekko.PekkoRpcActor.handleMessage:174
    org.apache.pekko.japi.pf.UnitCaseStatement.apply(CaseStatements.scala:37)
    org.apache.pekko.japi.pf.UnitCaseStatement.apply(CaseStatements.scala:33)
    scala.PartialFunction.applyOrElse(PartialFunction.scala:127)
    scala.PartialFunction.applyOrElse$(PartialFunction.scala:126)
    org.apache.pekko.japi.pf.UnitCaseStatement.applyOrElse(CaseStatements.scala:33)
    scala.PartialFunction$OrElse.applyOrElse(PartialFunction.scala:175)
    scala.PartialFunction$OrElse.applyOrElse(PartialFunction.scala:176)
    scala.PartialFunction$OrElse.applyOrElse(PartialFunction.scala:176)
    org.apache.pekko.actor.Actor.aroundReceive(Actor.scala:547)
    org.apache.pekko.actor.Actor.aroundReceive$(Actor.scala:545)
    org.apache.pekko.actor.AbstractActor.aroundReceive(AbstractActor.scala:229)
    org.apache.pekko.actor.ActorCell.receiveMessage(ActorCell.scala:590)
    org.apache.pekko.actor.ActorCell.invoke(ActorCell.scala:557)
    """)

  /// A REST handler.
  static let handler = text(
    """
    flink:runtime.rest.handler.AbstractHandler.respondAsLeader:165
    flink:runtime.rest.handler.LeaderRetrievalHandler.lambda$channelRead0$0:87
    java.base/java.util.Optional.ifPresent:178
    flink:util.OptionalConsumer.ifPresent:45
    flink:runtime.rest.handler.LeaderRetrievalHandler.channelRead0:84
    flink:runtime.rest.handler.LeaderRetrievalHandler.channelRead0:49
    netty:channel.SimpleChannelInboundHandler.channelRead:99
    """)

  /// The HTTP server under a REST handler.
  static let netty = text(
    """
    netty:channel.AbstractChannelHandlerContext.fireChannelRead:356
    flink:runtime.rest.handler.router.RouterHandler.routed:115
    flink:runtime.rest.handler.router.RouterHandler.channelRead0:94
    flink:runtime.rest.handler.router.RouterHandler.channelRead0:55
    netty:channel.SimpleChannelInboundHandler.channelRead:99
    netty:channel.AbstractChannelHandlerContext.fireChannelRead:356
    netty:handler.codec.MessageToMessageDecoder.channelRead:107
    netty:channel.AbstractChannelHandlerContext.fireChannelRead:356
    flink:runtime.rest.FileUploadHandler.channelRead0:233
    flink:runtime.rest.FileUploadHandler.channelRead0:70
    netty:channel.SimpleChannelInboundHandler.channelRead:99
    netty:channel.AbstractChannelHandlerContext.fireChannelRead:356
    netty:channel.CombinedChannelDuplexHandler$DelegatingChannelHandlerContext.fireChannelRead:434
    netty:handler.codec.ByteToMessageDecoder.fireChannelRead:346
    netty:handler.codec.ByteToMessageDecoder.channelRead:318
    netty:channel.CombinedChannelDuplexHandler.channelRead:249
    netty:channel.AbstractChannelHandlerContext.fireChannelRead:354
    netty:channel.DefaultChannelPipeline$HeadContext.channelRead:1429
    netty:channel.DefaultChannelPipeline.fireChannelRead:918
    netty:channel.nio.AbstractNioByteChannel$NioByteUnsafe.read:168
    """)

  /// A task processing a record.
  static let task = text(
    """
    flink:streaming.api.operators.StreamMap.processElement:37
    flink:streaming.runtime.io.RecordProcessorUtils.lambda$getRecordProcessor$0:64
    flink:streaming.runtime.tasks.OneInputStreamTask$StreamTaskNetworkOutput.emitRecord:251
    flink:streaming.runtime.io.AbstractStreamTaskNetworkInput.processElement:213
    flink:streaming.runtime.io.AbstractStreamTaskNetworkInput.emitNext:170
    flink:streaming.runtime.io.StreamOneInputProcessor.processInput:65
    flink:streaming.runtime.tasks.StreamTask.processInput:656
    flink:streaming.runtime.tasks.mailbox.MailboxProcessor.runMailboxLoop:231
    flink:streaming.runtime.tasks.StreamTask.runMailboxLoop:1022
    flink:streaming.runtime.tasks.StreamTask.invoke:959
    flink:runtime.taskmanager.Task.runWithSystemExitMonitoring:987
    flink:runtime.taskmanager.Task.restoreAndInvoke:969
    flink:runtime.taskmanager.Task.doRun:774
    flink:runtime.taskmanager.Task.run:579
    java.base/java.lang.Thread.run:840
    """)

  /// The scheduler giving up.
  static let failover = text(
    """
    flink:runtime.executiongraph.failover.ExecutionFailureHandler.handleFailure:213
    flink:runtime.executiongraph.failover.ExecutionFailureHandler.handleFailureAndReport:163
    flink:runtime.executiongraph.failover.ExecutionFailureHandler.getFailureHandlingResult:118
    flink:runtime.scheduler.DefaultScheduler.recordTaskFailure:300
    flink:runtime.scheduler.DefaultScheduler.handleTaskFailure:291
    flink:runtime.scheduler.DefaultScheduler.onTaskFailed:284
    flink:runtime.scheduler.SchedulerBase.onTaskExecutionStateUpdate:836
    flink:runtime.scheduler.SchedulerBase.updateTaskExecutionState:813
    flink:runtime.scheduler.SchedulerNG.updateTaskExecutionState:90
    flink:runtime.jobmaster.JobMaster.updateTaskExecutionState:543
    jdk.internal.reflect.GeneratedMethodAccessor47.invoke(Unknown Source)
    java.base/jdk.internal.reflect.DelegatingMethodAccessorImpl.invoke:43
    """)

  /// A checkpoint coordinator failing a trigger.
  static let trigger = text(
    """
    flink:runtime.checkpoint.PendingCheckpoint.abort:561
    flink:runtime.checkpoint.CheckpointCoordinator.abortPendingCheckpoint:2269
    flink:runtime.checkpoint.CheckpointCoordinator.abortPendingCheckpoint:2256
    flink:runtime.checkpoint.CheckpointCoordinator.onTriggerFailure:1056
    flink:runtime.checkpoint.CheckpointCoordinator.onTriggerFailure:1029
    flink:runtime.checkpoint.CheckpointCoordinator.lambda$startTriggeringCheckpoint$7:755
    java.base/java.util.concurrent.CompletableFuture.uniHandle:934
    java.base/java.util.concurrent.CompletableFuture$UniHandle.tryFire:911
    """)

  /// A trigger failing through its futures.
  static let coordinator = text(
    """
    java.base/java.util.concurrent.CompletableFuture.encodeRelay:368
    java.base/java.util.concurrent.CompletableFuture.completeRelay:377
    java.base/java.util.concurrent.CompletableFuture$UniRelay.tryFire:1097
    java.base/java.util.concurrent.CompletableFuture.postComplete:510
    java.base/java.util.concurrent.CompletableFuture.completeExceptionally:2162
    flink:runtime.rpc.pekko.PekkoInvocationHandler.lambda$invokeRpc$1:261
    java.base/java.util.concurrent.CompletableFuture.uniWhenComplete:863
    java.base/java.util.concurrent.CompletableFuture$UniWhenComplete.tryFire:841
    java.base/java.util.concurrent.CompletableFuture.postComplete:510
    java.base/java.util.concurrent.CompletableFuture.completeExceptionally:2162
    flink:util.concurrent.FutureUtils.doForward:1315
    flink:runtime.concurrent.ClassLoadingUtils.lambda$guardCompletionWithContextClassLoader$1:93
    flink:runtime.concurrent.ClassLoadingUtils.runWithContextClassLoader:68
    flink:runtime.concurrent.ClassLoadingUtils.lambda$guardCompletionWithContextClassLoader$2:92
    """)

  private static func text(_ frames: String) -> String {
    frames.split(separator: "\n").reduce(into: "") { $0 += "\tat \(frame($1))\n" }
  }

  private static func frame(_ short: Substring) -> String {
    guard !short.hasSuffix(")"), let colon = short.lastIndex(of: ":") else {
      return expanded(short)
    }
    let method = short[..<colon]
    let type = method[..<(method.lastIndex(of: ".") ?? method.endIndex)]
    let file = type.split { $0 == "." || $0 == ":" }.last?.prefix { $0 != "$" } ?? ""
    return "\(expanded(method))(\(file).java\(short[colon...]))"
  }

  private static func expanded(_ text: Substring) -> String {
    for (short, long) in [
      ("flink:", "org.apache.flink."), ("netty:", "org.apache.flink.shaded.netty4.io.netty."),
    ] where text.hasPrefix(short) {
      return long + text.dropFirst(short.count)
    }
    return String(text)
  }
}
