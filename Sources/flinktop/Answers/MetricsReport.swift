import Dashboard
import StreamModel
import TerminalUI

/// What `flinktop metrics JOB|jobmanager|TASKMANAGER [ID...]` prints.
struct MetricsReport: AnswerReport {
  var subject: String
  var ids: [String]
  var vertex: String?
  var subtask: Int?
  /// Only which there are.
  var isList: Bool
  /// How far back they are wanted; nil for what they stand at now.
  var past: Duration?

  /// All of them are asked for where none is named, up to so many.
  private static let mostAtOnce = 1000

  private enum Target {
    case job(JobID)
    case controller
    case worker(TaskManagerID)
  }

  private var job: ReportedJob { ReportedJob(reference: subject) }

  private func isController(_ cluster: ClusterModel) -> Bool {
    subject.lowercased() == cluster.traits.controller.lowercased()
  }

  private func isJob(_ cluster: ClusterModel) -> Bool {
    vertex != nil
      || !JobReference.matches(subject, among: cluster.jobs.map(\.summary.value)).isEmpty
  }

  private func workers(_ cluster: ClusterModel) -> [TaskManagerID] {
    let all = cluster.answers[.taskManagers]?.value.map(\.id) ?? []
    return all.contains(TaskManagerID(subject))
      ? [TaskManagerID(subject)] : all.filter { $0.text.contains(subject) }
  }

  private func target(_ cluster: ClusterModel) -> Target? {
    if isController(cluster), vertex == nil { return .controller }
    if isJob(cluster) { return job.id(in: cluster).map { .job($0) } }
    let workers = workers(cluster)
    return workers.count == 1 ? .worker(workers[0]) : nil
  }

  private func vertices(_ cluster: ClusterModel) -> [Vertex]? {
    job.id(in: cluster).flatMap { cluster.job($0)?.detail?.value.vertices }
  }

  private func found(_ cluster: ClusterModel) -> Vertex? {
    vertex.flatMap { name in
      vertices(cluster).flatMap { VertexReference.only(name, among: $0) }
    }
  }

  private func source(_ cluster: ClusterModel) -> MetricSource? {
    switch target(cluster) {
    case .controller: return .controller
    case .worker(let id): return .worker(id)
    case .job(let id):
      guard vertex != nil else { return .job(id) }
      return found(cluster).map { vertex in
        subtask.map { .subtask(id, vertex.id, $0) } ?? .vertex(id, vertex.id)
      }
    case nil: return nil
    }
  }

  private func listed(_ cluster: ClusterModel) -> [String]? {
    source(cluster).flatMap { cluster.answers[.metricIDs($0)]?.value }
  }

  /// Those whose values are wanted.
  private func wanted(_ cluster: ClusterModel) -> [String] {
    guard !isList, let listed = listed(cluster) else { return [] }
    if ids.isEmpty { return listed.count <= Self.mostAtOnce ? listed : [] }
    let known = Set(listed)
    return ids.filter(known.contains)
  }

  func questions(_ cluster: ClusterModel) -> [AnyQuestion] {
    guard let source = source(cluster) else {
      if vertex != nil { return job.id(in: cluster).map { [AnyQuestion(.job($0))] } ?? [] }
      return isJob(cluster) ? [] : [AnyQuestion(.taskManagers)]
    }
    var questions: [AnyQuestion] = []
    if vertex != nil, let id = job.id(in: cluster) { questions.append(AnyQuestion(.job(id))) }
    questions.append(AnyQuestion(.metricIDs(source)))
    if let values = valuesQuestion(cluster) { questions.append(AnyQuestion(values)) }
    return questions
  }

  /// What the wanted ones stand at, and with `--from` stood at; nil while there are none.
  private func valuesQuestion(_ cluster: ClusterModel) -> MetricValuesQuestion? {
    let wanted = wanted(cluster)
    guard let source = source(cluster), !wanted.isEmpty else { return nil }
    return .metricValues(source, wanted, past: past.map { MetricPast(span: $0, columns: 120) })
  }

  func check(_ cluster: ClusterModel) throws(Failure) {
    try checkTarget(cluster)
    try checkVertex(cluster)
    guard past == nil || cluster.traits.keepsMetrics else {
      throw Failure(
        .operationFailed,
        "\(cluster.traits.shortName) keeps no history of metrics: 'flinktop query ... --from' gathers one."
      )
    }
    guard let source = source(cluster), !isList else { return }
    if let error = cluster.failing[.metricIDs(source)] {
      throw Failure(.operationFailed, error.description(in: cluster.traits).asSentence)
    }
    guard let listed = listed(cluster) else { return }
    if readings(cluster) == nil, let asked = valuesQuestion(cluster),
      let error = cluster.failing[asked]
    {
      throw Failure(.operationFailed, error.description(in: cluster.traits).asSentence)
    }
    guard !ids.isEmpty else {
      guard listed.count > Self.mostAtOnce else { return }
      throw Failure(
        .wrongUsage, "There are \(listed.count) metrics: name some of those that --list lists.")
    }
    guard !listed.isEmpty else {
      throw Failure(.notFound, "'\(subject.cutForSentence)' has no metrics now.")
    }
    try checkIDs(among: listed)
  }

  private func checkTarget(_ cluster: ClusterModel) throws(Failure) {
    if isController(cluster), vertex == nil { return }
    guard !isJob(cluster), cluster.answers[.taskManagers] != nil else {
      // Of no job, and no TaskManager is listed yet: the jobs say what is near.
      return isJob(cluster) ? try job.check(cluster) : ()
    }
    let fits = workers(cluster)
    if fits.count == 1 { return }
    guard fits.isEmpty else {
      throw Failure(
        .wrongUsage,
        "'\(subject.cutForSentence)' means \(fits.count) \(cluster.traits.workers(2)): "
          + fits.prefix(10).map(\.text).joined(separator: ", ") + ".")
    }
    let near = NearNames(subject, among: cluster.jobs.map(\.name)).names.map(\.cutForSentence)
    throw Failure(
      .notFound,
      "No job and no \(cluster.traits.worker) is called '\(subject.cutForSentence)'"
        + (near.isEmpty ? "." : "; did you mean \(near.joined(separator: " or "))?"))
  }

  private func checkVertex(_ cluster: ClusterModel) throws(Failure) {
    guard let vertex, let vertices = vertices(cluster) else { return }
    guard let found = found(cluster) else {
      let names = vertices.map { $0.shortName.cutForSentence }.joined(separator: ", ")
      let count = VertexReference.matches(vertex, among: vertices).count
      throw count == 0
        ? Failure(
          .notFound,
          "No vertex of this job is called '\(vertex.cutForSentence)'; there are \(names)."
        )
        : Failure(
          .wrongUsage, "'\(vertex.cutForSentence)' means \(count) vertices of this job: \(names).")
    }
    guard let subtask, let parallelism = found.parallelism, subtask >= parallelism else { return }
    throw Failure(
      .notFound, "There is no subtask \(subtask): there are \(parallelism), from 0 on.")
  }

  private func checkIDs(among listed: [String]) throws(Failure) {
    let known = Set(listed)
    let unknown = ids.filter { !known.contains($0) }
    if let comma = ids.first(where: { known.contains($0) && $0.contains(",") }) {
      throw Failure(
        .operationFailed, "'\(comma.cutForSentence)' can't be asked for: its comma ends an id.")
    }
    guard !unknown.isEmpty else { return }
    let index = FuzzyIndex(listed)
    let sentences = unknown.map { id in
      var near = NearNames(id, among: listed).names
      if near.isEmpty { near = index.search(id).prefix(3).map { listed[$0] } }
      let hint = near.map(\.cutForSentence).joined(separator: " or ")
      return "There is no metric '\(id.cutForSentence)'"
        + (near.isEmpty ? "; --list lists those that there are." : "; did you mean \(hint)?")
    }
    throw Failure(.notFound, sentences.joined(separator: " "))
  }

  // MARK: Output

  private func readings(_ cluster: ClusterModel) -> [MetricReading]? {
    valuesQuestion(cluster).flatMap { cluster.answers[$0]?.value }
  }

  private func title(_ cluster: ClusterModel) -> String {
    switch target(cluster) {
    case .controller, nil: return cluster.traits.controller
    case .worker(let id): return SafeText.plain(id.text)
    case .job:
      let part = subtask.map { ", subtask \($0)" } ?? ""
      let vertex = found(cluster).map { "\n" + SafeText.plain($0.name) + part } ?? ""
      return job.title(in: cluster) + vertex
    }
  }

  func text(_ answers: ReportedAnswers) -> String {
    let cluster = answers.cluster
    let head = [title(cluster), ""]
    guard let listed = listed(cluster) else {
      return answers.text(head + ["Nothing is known of its metrics."])
    }
    guard !listed.isEmpty else { return answers.text(head + ["It has no metrics now."]) }
    if isList { return answers.text(head + [Self.list(listed, answers)]) }
    guard let readings = readings(cluster) else {
      return answers.text(head + ["Nothing is known of their values."])
    }
    if past != nil { return answers.text(head + [history(readings, answers)]) }
    let isSpread = readings.contains { if case .spread = $0.figure { true } else { false } }
    let columns =
      [TextColumn("METRIC")]
      + (isSpread ? ["SUM", "MAX", "MEAN", "MIN"] : ["VALUE"]).map { TextColumn($0, isRight: true) }
      + Self.noteColumns(cluster.traits)
    let rows = ordered(readings).map { reading in
      let values: [String] =
        switch reading.figure {
        case .single(let text, _): [SafeText.plain(text)]
        case .spread(let spread):
          [spread.sum, spread.max, spread.average, spread.min].map(Self.plain)
        }
      return ([SafeText.plain(reading.id)] + values + Self.notes(reading.id, cluster.traits))
        .map { TextCell($0) }
    }
    let table = TextTable(
      columns: columns, rows: rows, width: .unlimited, charset: answers.charset)
    return answers.text(head + [table.text])
  }

  /// As they were named.
  func ordered(_ readings: [MetricReading]) -> [MetricReading] {
    guard !ids.isEmpty else { return readings.sorted { $0.id < $1.id } }
    return ids.compactMap { id in readings.first { $0.id == id } }
  }

  /// Without a fraction that it does not have.
  static func plain(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 9e15 ? String(Int64(value)) : String(value)
  }

  func members(_ answers: ReportedAnswers) -> [(String, JSONValue)] {
    let cluster = answers.cluster
    var members: [(String, JSONValue)] = []
    if case .worker(let id)? = target(cluster) {
      members.append(("taskManager", .string(id.text)))
    }
    if case .job? = target(cluster) {
      members.append(job.member(in: cluster))
      if let vertex = found(cluster) {
        members.append(
          (
            "vertex",
            .object([("id", .string(vertex.id.text)), ("name", .string(vertex.name))])
          ))
      }
      if let subtask { members.append(("subtask", .integer(Int64(subtask)))) }
    }
    let list = listed(cluster)
    guard !isList, list?.isEmpty == false else {
      members.append(
        (
          "metrics",
          .optional(list) { .array($0.map { .object([("id", .string($0))]) }) }
        ))
      return members
    }
    members.append(
      (
        "metrics",
        .optional(readings(cluster)) { .array(ordered($0).map { metric($0, cluster.traits) }) }
      ))
    return members
  }

  private func metric(_ reading: MetricReading, _ traits: SystemTraits) -> JSONValue {
    func note(_ id: String) -> [(String, JSONValue)] {
      guard let note = traits.metricNotes[id] else { return [] }
      let unit: JSONValue = note.unit == .unknown ? .null : .string(note.unit.rawValue)
      return [("unit", unit), ("title", .string(note.title))]
    }
    switch reading.figure {
    case .single(let text, let number):
      let value: JSONValue =
        Int64(text).map { .integer($0) } ?? number.map { .number($0) }
        ?? (text == MetricReading.unknown ? .null : .string(text))
      let points = reading.past.map { sample in
        JSONValue.object([
          ("at", .integer(sample.at.milliseconds)), ("value", .number(sample.value)),
        ])
      }
      return .object(
        [("id", .string(reading.id)), ("value", value)] + note(reading.id)
          + (past == nil ? [] : [("points", .array(points))]))
    case .spread(let spread):
      return .object([
        ("id", .string(reading.id)), ("min", .number(spread.min)), ("max", .number(spread.max)),
        ("avg", .number(spread.average)), ("sum", .number(spread.sum)),
      ])
    }
  }
}
