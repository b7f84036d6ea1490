package import StreamModel

extension Finding {
  /// What it speaks of, in a word or two: `fraud score`, `checkpoint 12`.
  package func whereText(in job: JobModel?) -> String {
    switch evidence {
    case .failures: "exceptions"
    case .vertex(let vertex): job?.vertex(vertex)?.shortName ?? vertex.text
    case .subtask(let vertex, let index):
      "\(job?.vertex(vertex)?.shortName ?? vertex.text), subtask \(index)"
    case .vertices: "vertices"
    case .checkpoint(let checkpoint): "checkpoint \(checkpoint.number)"
    case .checkpoints: "checkpoints"
    case .workers: worker ?? "slots"
    // The sentence names it.
    case .controller: ""
    }
  }
}
