import Dashboard
import StreamModel
import TerminalUI

/// Says what came of an operation: what a script takes on stdout, everything else on stderr.
struct ActionReport {
  var format: OutputFormat
  var identity: ClusterIdentity
  var capabilities: Capabilities
  var followUp: FollowUp

  /// The operation as far as it was waited for. Ends with an error unless it came out as asked, or is still to.
  /// `isDetached` where an outcome that is not known may yet become known.
  func write(_ operation: Operation, isDetached: Bool = false) throws(Failure) {
    var complaint = complaint(operation)
    if isDetached, case .uncertain = operation.state {
      complaint? += " Look with: " + followUp.command(for: operation)
    }
    if format == .text, case .completed(_, let state?) = operation.state, complaint == nil {
      Console.note("\(what(operation)): the \(ending(operation)) is \(state.name)")
    }
    // Said first: if stdout takes nothing, this is still known.
    if let complaint { Console.complain(complaint) }
    if format == .json {
      Console.output(document(operation))
    } else if let plan = operation.plan {
      Console.output(plan.text)
    } else if let words = operation.words {
      Console.output(
        words.split(separator: "\n", omittingEmptySubsequences: false)
          .map { SafeText.plain(String($0)) }.joined(separator: "\n"))
    } else if operation.request.kind.startsJob, let job = operation.request.job {
      // Also where it failed: the job is there to be looked at.
      if !isRefused(operation) { Console.output(job.text) }
    } else {
      // Also where it failed: the savepoint is there, and somebody will need it. Where nobody knows whose it is, stderr
      // has said so: a script must not take another client's for its own.
      if let location = operation.location, !operation.isOutcomeUncertain {
        Console.output(SafeText.plain(location))
      }
      if complaint == nil, operation.location == nil || !operation.state.isSettled {
        tellProgress(operation)
      }
    }
    if complaint != nil { throw Failure(.operationFailed) }
  }

  /// Asked for, and not waited for.
  func writeAccepted(_ operation: Operation) {
    if format == .json {
      Console.output(document(operation))
      return
    }
    let command = followUp.command(for: operation)
    Console.note("\(what(operation)): accepted; ask for it with: \(command)")
    if let trigger = operation.triggerID { Console.output(SafeText.plain(trigger)) }
    if operation.request.kind.startsJob, let job = operation.request.job {
      Console.output(job.text)
    }
  }

  /// The waiting was cut short: says in one line how it stands and how to ask for it again.
  func writeInterrupted(_ known: ActionProgress.Known, hasReturned: Bool) {
    guard var operation = known.operation else {
      Console.complain("interrupted: nothing was sent.")
      return
    }
    let subject =
      what(operation) + (operation.request.job.map { " (\($0.text))" } ?? "")
    if known.isAccepted {
      writeGoingOn(operation, called: subject)
      return
    }
    if hasReturned, !known.isLost {
      operation.state = .failed(cause: "Interrupted; nothing was sent.")
      Console.complain("interrupted: nothing was sent: no \(subject).")
    } else {
      operation.state = .uncertain(reason: "Interrupted before the cluster had answered.")
      if capabilities.acceptsTriggerID, operation.request.kind.takesTriggerID {
        operation.triggerID = operation.request.id
      }
      let trigger = operation.triggerID.map { ", trigger \($0)" } ?? ""
      Console.complain(
        "interrupted: whether the \(subject)\(trigger) has reached the cluster is not known; look with: "
          + followUp.command(for: operation))
    }
    if format == .json { Console.output(document(operation)) }
  }

  private func writeGoingOn(_ operation: Operation, called subject: String) {
    let standing =
      switch operation.state {
      case .waiting: "was accepted by the cluster, which does not answer now"
      default: "goes on at the cluster"
      }
    let trigger = operation.triggerID.map { ", trigger \($0)" } ?? ""
    let what = operation.triggerID == nil ? "look at the job with" : "ask for it again with"
    Console.complain(
      "interrupted: the \(subject) \(standing)\(trigger); \(what): "
        + followUp.command(for: operation))
    if format == .json {
      Console.output(document(operation, isUnderWay: true))
    } else if let location = operation.location {
      // Of a stop whose job is still to end.
      Console.output(SafeText.plain(location))
    }
  }

  private func document(_ operation: Operation, isUnderWay: Bool = false) -> String {
    var cluster = ClusterModel(identity: identity, interval: .seconds(2))
    cluster.capabilities = capabilities
    return Documents(cluster: cluster, takenAt: SystemClock.now, isOfSnapshot: false)
      .operation(operation, isUnderWay: isUnderWay).text
  }

  private func tellProgress(_ operation: Operation) {
    if operation.state.isSettled {
      let course = operation.remark.map { ", \($0)" } ?? ""
      Console.note("\(what(operation)): completed\(course)")
    } else {
      Console.note("\(what(operation)): still under way, trigger \(operation.triggerID ?? "-")")
    }
  }

  /// What is wrong; nil where all is well so far.
  private func complaint(_ operation: Operation) -> String? {
    switch operation.state {
    case .sending, .inProgress, .waiting: nil
    case .completed(_, let state):
      operation.endedAsAsked
        ? nil
        : operation.isShort
          ? "\(what(operation)): not all of it: \(operation.remark ?? "-")"
          : "\(what(operation)): the \(ending(operation)) ended \(state?.name ?? "otherwise")"
    case .failed(let cause, _): "\(what(operation)) failed: \(cause)"
    case .uncertain(let reason, _):
      "\(what(operation)): the outcome is not known. \(reason)"
    }
  }

  /// What has a state then.
  private func ending(_ operation: Operation) -> String {
    if case .cancelApplication = operation.request.kind { return "application" }
    return "job"
  }

  /// True where there is no job, as the cluster has not taken it.
  private func isRefused(_ operation: Operation) -> Bool {
    guard case .failed(let cause, _) = operation.state, let job = operation.request.job else {
      return false
    }
    return !cause.contains(job.text)
  }

  private func what(_ operation: Operation) -> String {
    "\(operation.request.kind.name) of \(operation.request.targetName.cutForSentence)"
  }
}

extension OperationKind {
  /// True where a job comes of it, whose id is what a script wants.
  fileprivate var startsJob: Bool {
    switch self {
    case .run, .submit: true
    default: false
    }
  }
}

extension Operation {
  /// True where nobody can tell what came of it.
  fileprivate var isOutcomeUncertain: Bool {
    if case .uncertain = state { return true }
    return false
  }
}
