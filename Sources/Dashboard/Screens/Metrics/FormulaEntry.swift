import MetricExpressions
import StreamModel
import TerminalUI

/// An expression that is typed, for a chart of the board.
package struct FormulaEntry: Hashable, Sendable {
  var field: TextField
  /// The chart that it takes the place of; nil for a new one.
  var place: Int?
  /// Among what could stand at the cursor.
  var cursor = 0
  var offset = 0
  /// It was entered as it is, so that what is wrong with it is said aloud.
  var isRefused = false

  init(_ text: String = "", at place: Int? = nil) {
    field = TextField(text)
    self.place = place
  }

  /// The chart, or why it is none.
  var formula: Result<FormulaChart, ExpressionError> {
    do throws(ExpressionError) {
      return .success(try FormulaChart(parsing: field.text))
    } catch {
      return .failure(error)
    }
  }

  /// What could stand at the cursor.
  func suggestions(in context: Context) -> FormulaSuggestions {
    let spot = FormulaSpot(Array(field.text.prefix(field.cursor)))
    var suggestions = FormulaSuggestions(spot, in: context)
    let isWhole = spot.kind == .operand && field.cursor == field.text.count
    if isWhole, case .success(let formula) = formula {
      suggestions.rows = []
      suggestions.reason =
        formula.limit == nil
        ? "It is whole: Enter charts it. A limit may follow: > 1000 or < 5."
        : "It is whole: Enter charts it."
    }
    return suggestions
  }

  /// Puts in what is under the cursor of the list.
  mutating func complete(in context: Context) {
    let suggestions = suggestions(in: context)
    guard suggestions.rows.indices.contains(cursor) else { return }
    let row = suggestions.rows[cursor]
    for _ in 0..<suggestions.spot.typed.count { field.apply(.deleteBackward) }
    field.apply(.insert(row.text + row.ending))
    (cursor, offset) = (0, 0)
  }
}

/// Where in an expression something is typed.
struct FormulaSpot: Hashable {
  enum Kind: Hashable {
    /// An operator or a number.
    case operand
    case component
    case instance(of: String)
    case metric(of: String)
  }

  private(set) var kind = Kind.operand
  /// What stands there already, before the cursor.
  private(set) var typed = ""

  /// `text` is what stands before the cursor.
  init(_ text: [Character]) {
    /// The calls that are open there, with the arguments before the current one.
    var open: [(name: String, arguments: [String])] = []
    var word = ""
    /// Parentheses of a name within TS.
    var depth = 0
    for character in text {
      let isInTS = open.last?.name == "TS"
      switch character {
      case "(" where isInTS:
        depth += 1
        word.append(character)
      case ")" where isInTS && depth > 0:
        depth -= 1
        word.append(character)
      case "(":
        open.append((String(word.filter { !$0.isWhitespace }), []))
        word = ""
      case ")":
        _ = open.popLast()
        word = ""
      case "," where !isInTS || depth == 0:
        if let last = open.indices.last { open[last].arguments.append(word.trimmingBlanks) }
        word = ""
      // Behind the name of the whole.
      case "=" where open.isEmpty: word = ""
      default: word.append(character)
      }
    }
    typed = String(word.drop(while: \.isWhitespace))
    guard let call = open.last, call.name == "TS" else { return }
    kind =
      switch call.arguments.count {
      case 0: .component
      case 1: .instance(of: call.arguments[0])
      default: .metric(of: call.arguments[0])
      }
  }
}

/// What could stand at a place of an expression.
struct FormulaSuggestions {
  struct Row: Hashable {
    var text: String
    /// What comes behind it.
    var ending = ""
    /// What it is.
    var word: String
  }

  var spot: FormulaSpot
  var rows: [Row] = []
  /// What has to be asked for more.
  var questions: [AnyQuestion] = []
  /// Why there is none.
  var reason = ""

  init(_ spot: FormulaSpot, in context: Context) {
    self.spot = spot
    let cluster = context.cluster
    switch spot.kind {
    case .operand: rows = Self.operators
    case .component: addComponents(cluster)
    case .instance(let component): addInstances(of: component, cluster)
    case .metric(let component): addMetrics(of: component, context)
    }
    let typed = spot.typed.lowercased()
    let beginning = rows.filter { $0.text.lowercased().hasPrefix(typed) }
    // What has little besides comes first.
    let within =
      typed.isEmpty
      ? []
      : rows.filter { row in
        let text = row.text.lowercased()
        return !text.hasPrefix(typed) && text.contains(typed)
      }.sorted { $0.text.count < $1.text.count }
    // What is whole already is no suggestion.
    rows = (beginning + within).filter {
      $0.text != spot.typed || !$0.ending.isEmpty
    }
    if rows.isEmpty, reason.isEmpty { reason = "Nothing begins so." }
  }

  private static let operators = [
    ("TS", "a metric: component, instance or *, metric"), ("SUM", "of all series"),
    ("MAX", "the largest of all"), ("RATE", "change per minute"),
    ("DIVIDE", "one by another"), ("MULTIPLY", "one with another"),
    ("SUBTRACT", "another from one"), ("PERCENTILE", "of all: 0 to 100, series"),
    ("DEFAULT", "a number for gaps, series"),
  ].map { Row(text: $0.0, ending: "(", word: $0.1) }

  private mutating func addComponents(_ cluster: ClusterModel) {
    let live = cluster.jobs.filter { !$0.state.isTerminal }
    /// Once the job is typed, its vertices.
    let opened = live.filter { spot.typed.hasPrefix($0.name + "/") }
    questions += opened.map { AnyQuestion(.job($0.id)) }
    for job in live where job.name.isTypable {
      rows.append(Row(text: job.name, ending: ", ", word: "job"))
      for vertex in job.detail?.value.vertices ?? [] {
        let name = vertex.shortName.isTypable ? vertex.shortName : vertex.id.text
        rows.append(Row(text: "\(job.name)/\(name)", ending: ", ", word: "vertex"))
      }
    }
    rows.append(Row(text: cluster.traits.controller.lowercased(), ending: ", ", word: "process"))
    rows.append(
      Row(text: cluster.traits.workers(2).lowercased(), ending: ", ", word: "all of them"))
  }

  /// What a name means; nil, with the reason, where that is not clear.
  private mutating func component(_ name: String, _ cluster: ClusterModel) -> ExpressionComponent? {
    switch ExpressionNames(cluster: cluster).outcome(of: name, column: 1) {
    case .found(let component): return component
    case .awaited(let missing):
      questions += missing
      reason = "Waiting for what there is."
    case .failed(let fault): reason = fault.text
    }
    return nil
  }

  private mutating func addInstances(of name: String, _ cluster: ClusterModel) {
    guard let component = component(name, cluster) else { return }
    rows = [Row(text: "*", ending: ", ", word: "all")]
    switch component {
    case .vertex(_, let vertex):
      // Flink's highest parallelism is 32,768.
      rows += (0..<min(max(0, vertex.parallelism ?? 0), 1 << 15)).map {
        Row(text: String($0), ending: ", ", word: "subtask")
      }
    case .workers(let ids):
      rows += ids.map { Row(text: $0.text, ending: ", ", word: cluster.traits.worker) }
    case .controller, .worker, .job: break
    }
  }

  private mutating func addMetrics(of name: String, _ context: Context) {
    guard let component = component(name, context.cluster) else { return }
    let selector = SeriesSelector(component: name, instance: nil, metric: "")
    let planner = ExpressionPlanner(
      cluster: context.cluster, named: [.init(selector: selector, column: 1, component: component)])
    let sources = planner.listings
    questions += sources.map { AnyQuestion(.metricIDs($0)) }
    var seen: Set<String> = []
    for source in sources {
      for id in context.cluster.answers[.metricIDs(source)]?.value ?? []
      where id.isTypable && seen.insert(id).inserted {
        rows.append(Row(text: id, ending: ")", word: MetricUnit(id).word))
      }
    }
    if rows.isEmpty {
      reason = sources.first.map { context.waitingText(MetricIDsQuestion($0)) } ?? ""
    }
  }
}

extension String {
  /// It can stand within `TS`: without a comma, and its parentheses are pairs.
  fileprivate var isTypable: Bool {
    var depth = 0
    // By bytes: there may be ten thousand names.
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: ","): return false
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      default: break
      }
      if depth < 0 { return false }
    }
    return depth == 0
  }
}
