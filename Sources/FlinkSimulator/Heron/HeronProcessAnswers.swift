/// What the shell of a container says of the process of an instance: `/topologies/pid`, `jstack`, `jmap` and `histo`.
extension SimulatedHeron {
  /// Nil for other routes.
  func processAnswer(
    _ what: String, _ request: SimulatedRequest
  ) throws(TrackerFailure) -> SimulatedResponse? {
    guard ["pid", "jstack", "jmap", "histo"].contains(what) else { return nil }
    try request.check(TrackerParameter.topology + [.init("instance")])
    let topology = try topology(request)
    let id = request.parameter("instance") ?? ""
    guard let instance = topology.instances.first(where: { $0.id(in: topology) == id }) else {
      throw .said("'\(id)'")
    }
    // The shell of that time fails at it: it joins bytes to text.
    guard generation == .modern else { throw .said("HTTP 500: Internal Server Error") }
    let pid = instance.pid
    let (command, output) =
      switch what {
      case "pid": ("cat \(id).pid", "\(pid)")
      case "jstack": ("jstack \(pid)", stacks(of: instance, in: topology))
      case "jmap":
        (
          "jmap -dump:format=b,file=/tmp/heap.bin \(pid)",
          "Dumping heap to /tmp/heap.bin ...\nHeap dump file created\n"
        )
      default:
        ("jmap -histo \(pid)", Self.histogram(seed: topology.plan.seed.derived(instance.task)))
      }
    return generation.answer { json in
      json.object { json in
        json.member("command", command)
        json.member("stdout", output)
        json.member("stderr", "")
      }
    }
  }

  private func stacks(of instance: TopologyInstance, in topology: SimulatedTopology) -> String {
    let component = topology.components[instance.component]
    let type = component.name.split { !$0.isLetter }
      .map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    let work =
      component.isSpout
      ? """
      \tat com.example.\(type)Spout.nextTuple(\(type)Spout.java:41)
      \tat org.apache.heron.instance.spout.SpoutInstance.produceTuple(SpoutInstance.java:285)
      \tat org.apache.heron.instance.spout.SpoutInstance$1.run(SpoutInstance.java:212)
      """
      : """
      \tat com.example.\(type)Bolt.execute(\(type)Bolt.java:87)
      \tat org.apache.heron.instance.bolt.BoltInstance.readTuplesAndExecute(BoltInstance.java:192)
      \tat org.apache.heron.instance.bolt.BoltInstance$1.run(BoltInstance.java:258)
      """
    return """
      Full thread dump OpenJDK 64-Bit Server VM (11.0.22+7 mixed mode):

      "SlaveThread-\(instance.task)" #14 prio=5 os_prio=0 cpu=81201.22ms elapsed=90211.10s tid=0x00007f6c7c2a1800 nid=0x2f runnable
         java.lang.Thread.State: RUNNABLE
      \(work)
      \tat org.apache.heron.common.basics.WakeableLooper.executeTasksOnWakeup(WakeableLooper.java:171)
      \tat org.apache.heron.common.basics.WakeableLooper.runOnce(WakeableLooper.java:99)
      \tat org.apache.heron.executor.Slave.run(Slave.java:191)
      \tat java.lang.Thread.run(java.base@11.0.22/Thread.java:829)

      "GatewayThread" #13 prio=5 os_prio=0 cpu=10233.41ms elapsed=90211.10s tid=0x00007f6c7c29f000 nid=0x2e runnable
         java.lang.Thread.State: RUNNABLE
      \tat sun.nio.ch.EPoll.wait(java.base@11.0.22/Native Method)
      \tat sun.nio.ch.EPollSelectorImpl.doSelect(java.base@11.0.22/EPollSelectorImpl.java:120)
      \tat org.apache.heron.common.network.NIOLooper.doWait(NIOLooper.java:83)
      \tat org.apache.heron.common.basics.WakeableLooper.runOnce(WakeableLooper.java:95)
      \tat org.apache.heron.instance.Gateway.run(Gateway.java:160)
      \tat java.lang.Thread.run(java.base@11.0.22/Thread.java:829)

      "main" #1 prio=5 os_prio=0 cpu=412.07ms elapsed=90211.90s tid=0x00007f6c7c014000 nid=0x1c waiting on condition
         java.lang.Thread.State: WAITING (parking)
      \tat jdk.internal.misc.Unsafe.park(java.base@11.0.22/Native Method)
      \tat java.util.concurrent.locks.LockSupport.park(java.base@11.0.22/LockSupport.java:194)
      \tat org.apache.heron.instance.HeronInstance.start(HeronInstance.java:178)

      """
  }

  private static func histogram(seed: Seed) -> String {
    let classes = [
      "[B", "java.lang.String", "java.util.HashMap$Node", "[Ljava.lang.Object;",
      "org.apache.heron.proto.system.HeronTuples$HeronDataTuple",
      "org.apache.heron.common.utils.tuple.TupleImpl",
    ]
    func right(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    var text = " num     #instances         #bytes  class name\n"
    text += "----------------------------------------------\n"
    var (instances, bytes) = (0, 0)
    for (index, name) in classes.enumerated() {
      let count = seed.integer(in: 20_000...40_000, index) * (classes.count - index)
      let size = count * [72, 24, 32, 56, 88, 48][index]
      instances += count
      bytes += size
      text += right("\(index + 1)", 4) + ":" + right("\(count)", 15) + right("\(size)", 15)
      text += "  \(name)\n"
    }
    return text + "Total" + right("\(instances)", 15) + right("\(bytes)", 15) + "\n"
  }
}

extension TopologyInstance {
  /// Another one after each start.
  var pid: Int { 41_000 + task * 10 + min(starts.count, 9) }
}
