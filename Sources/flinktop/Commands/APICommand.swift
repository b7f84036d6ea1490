import ArgumentParser
import FlinkREST
import StreamModel

/// `flinktop api [METHOD] PATH`.
struct APICommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "api", abstract: "Ask any path of the REST API; --list shows which there are.",
    usage: """
      flinktop api [GET|POST|PATCH|PUT|DELETE] PATH [<options>]
             flinktop api --list [--format text|json]
      """,
    discussion: """
      The body of the answer goes to stdout as it came; on a terminal JSON is indented and control characters are made \
      visible. Anything but a GET that is known to change nothing asks for confirmation, needs --yes where there is no \
      terminal, and is refused under --read-only. Exit status 0 for 2xx, 1 for any other answer, with its reason on \
      stderr. --timeout is the longest pause in which nothing comes.
      """)

  @Argument(
    help: ArgumentHelp(
      "GET (the default; POST where there is a body), POST, PATCH, PUT or DELETE, and the path from the slash on.",
      valueName: "method> <path"))
  var words: [String] = []
  @Option(
    name: .customLong("data"), parsing: .unconditional,
    help: "The body: JSON, or @FILE with JSON in it.")
  var data: String?
  @Option(
    name: .customLong("form"),
    help: "A field of a form: NAME=@FILE, as in jarfile=@job.jar, or NAME=TEXT. Repeatable.")
  var form: [String] = []
  @Flag(
    name: [.customShort("i"), .customLong("include")], help: "Show status line and headers too.")
  var includesHead = false
  @Option(name: .customLong("max-bytes"), help: "End after so many bytes of the answer.")
  var limit: Int?
  @Flag(name: .customLong("yes"), help: "Confirm a request that may change the cluster.")
  var isConfirmed = false
  @Flag(
    name: .customLong("list"),
    help: "List every endpoint of Flink 1.13 to 2.3, and where flinktop uses it.")
  var isListing = false
  @Option(help: "With --list: text or json.")
  var format: OutputFormat?
  @OptionGroup(title: "Cluster") var cluster: ClusterOptions

  func validate() throws {
    if let limit, limit < 1 {
      throw ValidationError("--max-bytes wants a number of bytes, from 1 on.")
    }
    if isListing {
      guard words.isEmpty, data == nil, form.isEmpty else {
        throw ValidationError("--list asks nothing of a cluster: leave out path and body.")
      }
    } else if format != nil {
      throw ValidationError("--format goes with --list: an answer is written as it came.")
    }
  }

  func run() async throws {
    if isListing {
      Console.output(APIListing.text(format ?? .text))
      return
    }
    let input = try APIInput(words: words, data: data, form: form)
    let connection = try await cluster.connection(harmless: .flinkAPI)
    guard connection.identity.source == WatchedSource.flink.rawValue else {
      connection.close()
      throw Failure(.operationFailed, "'flinktop api' is for Flink's REST API.")
    }
    do throws(Failure) {
      try await APISession(
        connection: connection, request: input.request, isConfirmed: isConfirmed,
        includesHead: includesHead, limit: limit
      ).run()
    } catch {
      // Interrupted, the program ends at once, whatever is under way.
      if case .interrupted = error.status { throw error }
      connection.close()
      throw error
    }
    connection.close()
  }
}
