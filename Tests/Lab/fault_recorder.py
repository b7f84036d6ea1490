"""What `faults --record` writes down."""
import gzip, http.client, http.server, json, threading, time
from urllib.parse import urlsplit

SWEEP = 5  # Seconds; Flink's own figures step each 10 s.
OF_TASK = ["busyTimeMsPerSecond", "backPressuredTimeMsPerSecond", "idleTimeMsPerSecond", "numRecordsInPerSecond",
           "numRecordsOutPerSecond", "numRecordsIn", "numRecordsOut", "buffers.inPoolUsage", "buffers.outPoolUsage",
           "buffers.inputQueueLength", "currentInputWatermark", "checkpointStartDelayNanos"]
OF_OPERATOR = (".pendingRecords", ".numLateRecordsDropped", ".currentOutputWatermark", ".currentEmitEventTimeLag",
               ".watermarkLag", ".sourceIdleTime")
OF_WORKER = ["Status.JVM.GarbageCollector.All.TimeMsPerSecond", "Status.JVM.Memory.Heap.Used", "Status.JVM.Memory.Heap.Max",
             "Status.JVM.CPU.Load"]


class Recorder:
    """Between flinktop and the cluster: passes on and writes down."""

    def __init__(self, url, path):
        target, owner, self.lock = urlsplit(url).netloc, self, threading.Lock()
        self.target = target
        self.file = gzip.open(path, "wt")

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                connection = http.client.HTTPConnection(target, timeout=30)
                try:
                    connection.request("GET", self.path, headers={"Accept": "application/json"})
                    answer = connection.getresponse()
                    status, body, kind = answer.status, answer.read(), answer.getheader("Content-Type")
                except (OSError, http.client.HTTPException):
                    self.close_connection = True  # As if nobody had answered.
                    return owner.answer(self.path, None, b"")
                finally:
                    connection.close()
                owner.answer(self.path, status, body)
                try:
                    self.send_response(status)
                    self.send_header("Content-Type", kind or "application/json")
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except ConnectionError:
                    self.close_connection = True  # flinktop was ended while it asked.

            def log_message(self, *args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = "http://127.0.0.1:%d" % self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, path, status, body):
        try:
            body = json.loads(body)
        except ValueError:
            body = body.decode(errors="replace")
        self.write(time.time(), path=path, status=status, body=body)

    def write(self, at, **line):
        with self.lock:
            if not self.file.closed:
                self.file.write(json.dumps({"at": int(at * 1000), **line}, separators=(",", ":")) + "\n")

    def end(self):
        self.server.shutdown()
        self.server.server_close()
        self.file.close()

    # ---- What flinktop does not ask for yet

    def sweep(self, job):
        threading.Thread(target=self.sweep_on, args=(job,), daemon=True).start()

    def sweep_on(self, job):
        ids, last = {}, None
        while not self.file.closed:
            began = time.time()
            try:
                last = self.sweep_once("/jobs/" + job, ids, last)
            except (OSError, ValueError, KeyError, TypeError, http.client.HTTPException):
                pass  # The fault may be that nobody answers; the next one tells.
            time.sleep(max(0, began + SWEEP - time.time()))

    def ask(self, path):
        connection = http.client.HTTPConnection(self.target, timeout=10)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            body = json.loads(answer.read())
        finally:
            connection.close()
        self.write(time.time(), path=path, status=answer.status, body=body, sweep=True)
        return body

    def sweep_once(self, job, ids, last):
        """Asks all; `ids` keeps the metrics of a vertex, `last` is the checkpoint whose details are known."""
        self.ask("/overview")
        for worker in self.ask("/taskmanagers")["taskmanagers"]:
            self.ask("/taskmanagers/%s/metrics?get=%s" % (worker["id"], ",".join(OF_WORKER)))
        detail = self.ask(job)
        self.ask(job + "/exceptions?maxExceptions=5")
        self.ask(job + "/metrics?get=numRestarts")
        for vertex in detail["vertices"]:
            path = "%s/vertices/%s" % (job, vertex["id"])
            self.ask(path)
            self.ask(path + "/watermarks")
            if not any(i.startswith("%d." % (vertex["parallelism"] - 1)) for i in ids.get(path, [])):
                # Of operators a task has too many; those of subtask 0 are asked of each.
                known = [m["id"] for m in self.ask(path + "/metrics")]
                tails = OF_TASK + [i[2:] for i in known if i.startswith("0.") and i.endswith(OF_OPERATOR)]
                ids[path] = ["%d.%s" % (n, tail) for n in range(vertex["parallelism"]) for tail in tails
                             if "%d.%s" % (n, tail) in known]
            if ids[path]:
                self.ask(path + "/metrics?get=" + ",".join(ids[path]))
            # As flinktop asks it, when it does: a test that plays the answers may do so at another time.
            together = [m["id"] for m in self.ask(path + "/subtasks/metrics")]
            pending = sorted(i for i in together if i.endswith(".pendingRecords"))
            if pending:
                self.ask(path + "/subtasks/metrics?get=" + ",".join(pending))
        done = [c["id"] for c in self.ask(job + "/checkpoints").get("history", []) if c["status"] != "IN_PROGRESS"]
        if done and done[0] != last:
            last = done[0]
            self.ask("%s/checkpoints/details/%d" % (job, last))
            for vertex in detail["vertices"]:
                self.ask("%s/checkpoints/details/%d/subtasks/%s" % (job, last, vertex["id"]))
        return last
