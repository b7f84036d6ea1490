import StreamModel

extension DashboardState {
  /// How a program was started or planned before, to be offered again: by the run whose job has made the savepoint, else
  /// by the last of a jar of that name. What failed is not offered.
  func formerRun(of jar: Jar?, from savepoint: String) -> (run: JarRun, name: String)? {
    let runs = operations.filter { operation in
      if case .failed = operation.state { return false }
      return operation.request.kind.program != nil
    }
    let maker = operations.first { !savepoint.isEmpty && $0.location == savepoint }?.request.job
    let same = runs.first { run in
      guard case .run = run.request.kind, let maker else { return false }
      return run.request.job == maker
    }
    let former =
      same ?? runs.first { run in jar.map { $0.name == run.request.targetName } ?? false }
    return former.flatMap { former in
      former.request.kind.program.map { ($0, former.request.targetName) }
    }
  }
}

extension OperationKind {
  /// What is started or planned.
  fileprivate var program: JarRun? {
    switch self {
    case .run(let run), .plan(let run): run
    case .savepoint, .stop, .cancel, .checkpoint, .rescale, .upload, .deleteJar, .dispose,
      .shutdown, .profile, .cancelApplication, .deleteDataSet, .submit, .topology:
      nil
    }
  }
}

extension ArgumentText {
  /// The line that `split` makes these words of.
  static func joined(_ words: [String]) -> String {
    words.map(quoted).joined(separator: " ")
  }

  private static func quoted(_ word: String) -> String {
    guard word.isEmpty || word.contains(where: { " '\"".contains($0) }) else { return word }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\"'\"'") + "'"
  }
}
