/// What TSP reads of Flink's answers: its own models of them, with which it fails where they do not fit.
struct RelayedOverview: Decodable {
  struct Job: Decodable {
    var jid: String
    var name: String
    var state: String
  }

  var jobs: [Job]

  /// The one that it means by a uuid: the first that has it for a name.
  func first(named name: String) -> Job? { jobs.first { $0.name == name } }
}

/// `/jobs/:id`
struct RelayedDetails: Decodable {
  struct Vertex: Decodable {
    struct Metrics: Decodable {
      var read: Int64
      var written: Int64

      enum CodingKeys: String, CodingKey {
        case read = "read-records"
        case written = "write-records"
      }
    }

    var id: String
    var name: String
    var metrics: Metrics
  }

  var jid: String
  var name: String
  var state: String
  var startTime: Int64
  var duration: Int64
  var vertices: [Vertex]

  enum CodingKeys: String, CodingKey {
    case jid, name, state, duration, vertices
    case startTime = "start-time"
  }

  /// What the first vertex gave on, and what reached the last.
  var rowsRead: Int64 { vertices.first?.metrics.written ?? 0 }
  var rowsProcessed: Int64 { vertices.last?.metrics.read ?? 0 }

  func write(to json: inout JSONWriter) {
    json.member("jid", jid)
    json.member("name", name)
    json.member("state", state)
    json.member("start-time", startTime)
    json.member("duration", duration)
    json.array("vertices") { json in
      for vertex in vertices {
        json.object { json in
          json.member("id", vertex.id)
          json.member("name", vertex.name)
          json.object("metrics") { json in
            json.member("read-records", vertex.metrics.read)
            json.member("write-records", vertex.metrics.written)
          }
        }
      }
    }
  }
}

/// `/jobs/:id/exceptions`. The exception of a job that never failed is null, which does not fit.
struct RelayedExceptions: Decodable {
  var timestamp: Int64
  var rootException: String
  var truncated: Bool

  enum CodingKeys: String, CodingKey {
    case timestamp, truncated
    case rootException = "root-exception"
  }
}

/// One of `/jobs/:id/vertices/:vid/watermarks`.
struct RelayedMetric: Decodable {
  var id: String
  var value: String
}
