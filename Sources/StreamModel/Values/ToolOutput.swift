/// A tool that looks at the JVM of one subtask and changes nothing, as Heron's tracker has it run on the worker.
package enum ProcessTool: String, Hashable, Sendable, CaseIterable {
  /// The number of its process.
  case pid
  /// What each of its threads does.
  case jstack
  /// How many objects of each class are on its heap.
  case histo

  package var words: String {
    switch self {
    case .pid: "pid of the process"
    case .jstack: "what its threads do"
    case .histo: "what is on its heap"
    }
  }
}

/// What a tool has written.
package struct ToolOutput: Hashable, Sendable {
  /// The subtask as its system calls it: `container_1_split_3`.
  package var instance: String
  package var host: String?
  /// As it was run there: `jstack 41001`; empty where that is not told.
  package var command: String
  package var output: String
  /// What it wrote to standard error.
  package var errors: String

  package init(
    instance: String, host: String?, command: String, output: String, errors: String
  ) {
    self.instance = instance
    self.host = host
    self.command = command
    self.output = output
    self.errors = errors
  }
}

/// A process whose heap is to be dumped to a file of the machine that it runs on.
package struct HeapDumpTarget: Hashable, Sendable {
  /// `container_1_split_3`.
  package var instance: String
  package var host: String?

  package init(instance: String, host: String?) {
    self.instance = instance
    self.host = host
  }

  /// `container_1_split_3 on worker-1`.
  package var name: String { "\(instance)\(host.map { " on \($0)" } ?? "")" }
  /// Where Heron has it written; the one from before is gone then.
  package static let path = "/tmp/heap.bin"
}
