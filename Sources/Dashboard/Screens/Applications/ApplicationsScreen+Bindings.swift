import StreamModel
import TerminalUI

extension ApplicationsScreen {
  static let bindings: [Binding<ApplicationsScreen>] = [
    .opening("the job, or of several their list; of a setting its whole value"),
    Binding(
      "failures", [.character("e")], "what failed in the application, with its traces",
      footer: "exceptions", rank: 1,
      refusal: { screen, context in
        screen.failures(in: context).isEmpty && screen.troubledJob(in: context) == nil
          ? "Nothing is known to have failed in it." : nil
      }
    ) { screen, context in
      screen.hold()
      // An application goes on while its jobs fail and restart.
      if screen.failures(in: context).isEmpty, let job = screen.troubledJob(in: context) {
        return [.go(Place(ExceptionsScreen.self, .job(job.id)))]
      }
      let clock = context.settings.clock
      let texts = screen.failures(in: context).map { failure in
        "\(failure.at.map { clock.full($0) } ?? "-")  \(failure.job.map { "job \($0.text)" } ?? "")"
          + "\n\n\(failure.trace)"
      }
      let name = screen.selected(in: context)?.name ?? "the application"
      return [
        .show(
          .text(
            title: "Exceptions of \(SafeText.plain(name))", body: texts.joined(separator: "\n\n"),
            offset: 0))
      ]
    },
    Binding(
      "configuration", [.character("c")], "the configuration that the application runs with",
      footer: "configuration", rank: 1, isThere: { $0.isListing },
      refusal: { screen, context in
        screen.id(in: context) == nil ? "No application is listed." : nil
      }
    ) { screen, context in
      screen.hold()
      if let id = screen.id(in: context) { screen.show(.settings(id)) }
      return []
    },
    Binding(
      "cancel", [.character("X")], "cancel the application with its jobs, without savepoints",
      footer: "cancel", group: .act, rank: 2, pace: .alone,
      refusal: { screen, context in screen.cancelRefusal(in: context) }
    ) { screen, context in
      screen.hold()
      guard let application = screen.selected(in: context) else { return [] }
      return [
        .form(.cancelApplication(application.id, name: application.name), savepoint: "")
      ]
    },
  ]

  /// What failed in the application under the cursor.
  func failures(in context: Context) -> [ApplicationFailure] {
    id(in: context).flatMap { context.cluster.answers[.applicationFailures($0)]?.value } ?? []
  }

  /// The job of the application that failed last, or is in trouble now.
  func troubledJob(in context: Context) -> JobModel? {
    let jobs = id(in: context).flatMap { context.cluster.answers[.application($0)]?.value.jobs }
    return (jobs ?? []).compactMap { context.cluster.job($0.id) }
      .filter { $0.failure?.value != nil || $0.state == .failed || $0.state == .restarting }
      .max {
        ($0.failure?.value?.at ?? .init(milliseconds: 0))
          < ($1.failure?.value?.at ?? .init(milliseconds: 0))
      }
  }

  private func cancelRefusal(in context: Context) -> String? {
    guard let application = selected(in: context) else { return "No application is listed." }
    if context.settings.isReadOnly {
      return "Read-only: cancelling is switched off (--read-only)."
    }
    if let reason = context.cluster.capabilities.refusal(of: .cancelApplication(application.id)) {
      return reason
    }
    return application.state.refusal(
      of: .cancelApplication(application.id), for: application.name)
  }
}
