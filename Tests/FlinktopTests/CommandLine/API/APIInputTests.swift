import FlinkREST
import Foundation
import HTTPTransport
import StreamModel
import Testing

@testable import flinktop

@Suite("What the words of flinktop api mean")
struct APIInputTests {
  @Test(
    "a path is what follows the endpoint, fit to be sent as it is",
    arguments: [
      ("", "is empty"), ("jobs/overview", "write /jobs/overview."),
      ("http://jm:8081/jobs", "PATH is a URL"), ("https://u:sesame@jm/jobs", "-e URL"),
      ("ftp:/x", "PATH is a URL"), ("/jobs/../cluster", "segment .."), ("/jobs/.", "segment ."),
      ("/a/%2e%2E/b", "segment %2e%2E"), ("/a/..;x=1/b", "segment ..;x=1"), ("/..", "segment .."),
      ("/a b", "position 3"), ("/jobs/é", "position 7"), ("/a\u{1B}[31m", "position 3"),
      ("/a#b", "has a #"), ("/a\\b", "has a \\"), ("/a?x={}", "has a {"),
      ("/jobs/:jobid", "placeholder :jobid"),
    ])
  func flawed(path: String, flaw: String) throws {
    let said = try #require(APIPath.flaw(in: path))
    #expect(said.contains(flaw), "\(said)")
    #expect(!said.contains("sesame"))
  }

  @Test(
    "and nothing else is asked of it",
    arguments: [
      "/", "/jobs", "/jobs/", "/v1/jobs?get=a,b&agg=max", "/jobs/a?u=http://x/../y",
      "/taskmanagers/10.0.0.1:6122-a", "/a/...", "/logs/job%20manager.log", "//x", "/a/b:c",
    ])
  func fit(path: String) { #expect(APIPath.flaw(in: path) == nil) }

  @Test("the method is GET, POST where there is a body, or the one given")
  func method() throws {
    #expect(try APIInput(words: ["/jobs"]).request == HTTPRequest(.get, "/jobs", sizeLimit: .max))
    #expect(try APIInput(words: ["/jobs"], data: "{}").request.method == .post)
    #expect(try APIInput(words: ["/jobs"], form: ["a=b"]).request.method == .post)
    #expect(try APIInput(words: ["PUT", "/x"], data: "{}").request.method == .put)
    #expect(try APIInput(words: ["delete", "/cluster"]).request.method == .delete)
    #expect(try APIInput(words: ["/x"], data: "[1]").request.body == .json(Array("[1]".utf8)))
  }

  @Test(
    "wrong words are told in one line",
    arguments: [
      ([], nil, [], "Give a path"), (["GET"], nil, [], "GET wants a path"),
      (["HEAD", "/jobs"], nil, [], "'HEAD' is no method: GET, POST, PATCH, PUT, DELETE"),
      (["/a", "/b"], nil, [], "Give one path"), (["GET", "/a", "/b"], nil, [], "Give one path"),
      (["GET", "/a"], "{}", [], "A GET has no body"), (["/a"], "{}", ["a=b"], "one body"),
      (["/a"], "{'a':1}", [], "--data is no JSON document: not JSON at line 1, column 2."),
      (["/a"], "@/nowhere/x.json", [], "cannot read /nowhere/x.json: No such file"),
      (["/a"], "@/tmp", [], "cannot read /tmp: Is a directory"),
      (["/a"], nil, ["jarfile"], "NAME=@FILE"), (["/a"], nil, ["=@x"], "NAME=@FILE"),
      (["/a"], nil, ["j=@/nowhere/x.jar"], "--form: cannot read /nowhere/x.jar: no such file"),
      (["/a"], nil, ["j=@/tmp"], "--form: cannot read /tmp: this is no file"),
    ] as [([String], String?, [String], String)])
  func wrong(words: [String], data: String?, form: [String], line: String) {
    let failure = #expect(throws: Failure.self) {
      try APIInput(words: words, data: data, form: form)
    }
    #expect(failure?.status == .wrongUsage)
    #expect(failure?.line?.contains(line) == true, "\(failure?.line ?? "")")
  }

  @Test("a file of JSON is read, and told with its name where it is wrong")
  func file() throws {
    let path = Scratch.path("body.json")
    try Data("{\n\"a\": }".utf8).write(to: URL(fileURLWithPath: path))
    let failure = #expect(throws: Failure.self) { try APIInput(words: ["/a"], data: "@" + path) }
    #expect(
      failure?.line == "--data: \(path) is no JSON document: not JSON at line 2, column 6.")
    try Data("{\"a\": 1}".utf8).write(to: URL(fileURLWithPath: path))
    let body = try APIInput(words: ["/a"], data: "@" + path).request.body
    #expect(body == .json(Array("{\"a\": 1}".utf8)))
  }

  @Test("a form has its fields in order; the name and type of a file are those of its path")
  func form() throws {
    let path = Scratch.path("my job.jar")
    try Data("PK".utf8).write(to: URL(fileURLWithPath: path))
    let body = try APIInput(words: ["/a"], form: ["request={\"a\":\"b=c\"}", "jarfile=@" + path])
      .request.body
    let name = try #require(path.split(separator: "/").last.map(String.init))
    #expect(
      body
        == .form([
          .text(field: "request", "{\"a\":\"b=c\"}"),
          .file(
            FormFile(
              field: "jarfile", path: path, fileName: name, type: "application/java-archive")),
        ]))
  }

  @Test(
    "what is asked before it goes out says what is known of the request",
    arguments: [
      (HTTPRequest(.delete, "/cluster"), "Ends the cluster."),
      (HTTPRequest(.post, "/new"), "flinktop does not know this request."),
      (HTTPRequest(.get, "/new"), "flinktop does not know this path, and some GETs act."),
      (HTTPRequest(.get, "/v1/jobs/ab/yarn-cancel"), "Cancels a job although it is a GET"),
      (HTTPRequest(.get, "/jobs/ab?mode=cancel"), "flinktop does not know it to change nothing."),
    ])
  func reason(request: HTTPRequest, reason: String) throws {
    let cluster = ClusterIdentity(name: "jm", endpoint: "http://jm:8081", source: "flink")
    let confirmation = APIConfirmation(request: request, cluster: cluster)
    #expect(confirmation.reason.hasPrefix(reason))
  }
}
