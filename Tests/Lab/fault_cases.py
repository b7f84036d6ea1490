"""The cases of `faults`: what is switched on, what a right sentence says of it, and which REST figures prove it."""
import statistics, time
from dataclasses import dataclass, field
from typing import Callable


class Facts:
    """What plain REST says of the job while a fault is on, read by the bench itself and not by flinktop."""

    def __init__(self, cluster, job):
        self.cluster, self.job, self.readings, self.t0 = cluster, job, [], time.time()
        self.lowest_task_managers, self.states, self.gc = 99, [], 0

    def read(self):
        now, get = time.time(), self.cluster.get
        overview, detail = get("/overview"), get("/jobs/" + self.job)
        if overview:
            self.lowest_task_managers = min(self.lowest_task_managers, overview["taskmanagers"])
        for item in get("/taskmanagers/metrics?get=Status.JVM.GarbageCollector.All.TimeMsPerSecond&agg=max") or []:
            self.gc = max(self.gc, item["max"])
        self.states.append((now, detail["state"] if detail and "state" in detail else None))
        if not detail:
            return
        vertices = {}
        for vertex in detail["vertices"]:
            path = "/jobs/%s/vertices/%s" % (self.job, vertex["id"])
            subtasks = (get(path) or {}).get("subtasks", [])
            watermarks = [int(float(w["value"])) for w in get(path + "/watermarks") or []]
            vertices[vertex["name"]] = (vertex["id"], vertex["status"], subtasks, watermarks)
        self.readings.append((now, vertices))

    def of(self, name, index):
        """The vertex that has the name in its own, in a reading: (id, status, subtasks, watermarks)."""
        at, vertices = self.readings[index]
        return at, next(v for n, v in vertices.items() if name in n)

    def span(self):
        """Readings from 15 s after the fault to the last: the counters step each 10 s."""
        first = next(i for i, (at, _) in enumerate(self.readings) if at >= self.t0 + 15)
        return first, len(self.readings) - 1

    def rates(self, name, key):
        """By subtask, how much a counter of REST grows in a second."""
        first, last = self.span()
        (t1, before), (t2, after) = self.of(name, first), self.of(name, last)
        return [(b["metrics"][key] - a["metrics"][key]) / (t2 - t1) for a, b in zip(before[2], after[2])]

    def busy(self, name):
        return [round(r / 1000, 2) for r in self.rates(name, "accumulated-busy-time")]

    def held(self, name):
        return [round(r / 1000, 2) for r in self.rates(name, "accumulated-backpressured-time")]

    def records(self, name):
        return [round(r) for r in self.rates(name, "read-records")]

    def sent(self, name):
        return [round(r) for r in self.rates(name, "write-records")]

    def watermark_moves(self, name):
        """Seconds of event time that the lowest watermark of a vertex gained between first and last reading."""
        first, last = self.span()
        lowest = [min(self.of(name, i)[1][3], default=0) for i in (first, last)]
        return (lowest[1] - lowest[0]) / 1e3

    def metric(self, name, suffix):
        """Sum over subtasks, of the metric whose id ends so."""
        path = "/jobs/%s/vertices/%s/subtasks/metrics" % (self.job, self.of(name, -1)[1][0])
        ids = [m["id"] for m in self.cluster.get(path) or [] if m["id"].endswith(suffix)]
        if not ids:
            return None
        return self.cluster.get(path + "?get=" + ids[0] + "&agg=sum")[0]["sum"]

    def restarts(self):
        got = self.cluster.get("/jobs/%s/metrics?get=numRestarts" % self.job)
        return int(float(got[0]["value"])) if got else None

    def failure(self):
        told = self.cluster.get("/jobs/%s/exceptions" % self.job) or {}
        entries = told.get("exceptionHistory", {}).get("entries", [])
        return entries[0]["stacktrace"] if entries else told.get("root-exception") or ""

    def checkpoints(self):
        told = self.cluster.get("/jobs/%s/checkpoints" % self.job) or {}
        return [c for c in told.get("history", []) if c["trigger_timestamp"] / 1e3 >= self.t0]

    def phases(self, key):
        """The longest of a phase (sync, async, start_delay) in ms, over subtasks of checkpoints since the fault."""
        longest = 0
        for one in self.checkpoints()[:4]:
            vertex = self.of("enrich", -1)[1][0]
            detail = self.cluster.get("/jobs/%s/checkpoints/details/%d/subtasks/%s" % (self.job, one["id"], vertex))
            for subtask in (detail or {}).get("subtasks", []):
                if subtask["status"] == "completed":
                    longest = max(longest, subtask["start_delay"] if key == "start_delay" else
                                  subtask["checkpoint"][key])
        return longest

    def prove(self, case, t0):
        """(whether the fault is there, the figures in words)."""
        self.t0 = t0
        if case.proof is None:
            return None, "none is asked of this case"
        try:
            is_real, words = case.proof(self)
            return bool(is_real), words
        except Exception as error:
            return False, "not to be had: %s: %s" % (type(error).__name__, error)


@dataclass
class Case:
    """A fault, or a healthy job."""
    name: str
    title: str
    # One of these patterns is in a sentence that is right about the cause ...
    cause: list = field(default_factory=list)
    # ... and all of these too, in one of the sentences that are right about it, if it is right about the place. The first
    # is the vertex; {tm} is host:port of the TaskManager.
    place: list = field(default_factory=list)
    # Vertices that may be called bottleneck, slow or hanging.
    culprits: tuple = ()
    never: list = field(default_factory=list)
    proof: Callable = None
    # switch, submit (from the start), kill-tm, kill-jm, restart-jm, savepoint, rescale
    begins: str = "switch"
    # False where it is over before WELL_TOO_LONG.
    lasts: bool = True
    # TaskManagers, slots of each, -D of the cluster.
    cluster: tuple = (1, 4, ())
    restart: str = "3"
    interval: int = 5000
    timeout: int = 600_000
    # What lab.Faults calls it; the name, as a rule.
    job: str = ""
    isHealthy: bool = False

    def __post_init__(self):
        self.job = self.job or self.name


def subtask(index, of=4):
    """A subtask by its number from 0, as Flink's REST and log of 1.2x name them."""
    return r"subtasks? #?%d\b|#%d\b|\(%d/%d\)|subtask %d (of|/) ?%d" % (index, index, index + 1, of, index + 1, of)


def has(values, test):
    return bool(values) and all(test(v) for v in values)


def slow(name, above, others=()):
    """All subtasks of `name` are busy, those of `above` backpressured, `others` calm."""
    def proof(f):
        busy, held, calm = f.busy(name), f.held(above), [b for o in others for b in f.busy(o)]
        return (has(busy, lambda b: b > 0.9) and max(held) > 0.5 and all(c < 0.7 for c in calm),
                "%s busy %s, %s backpressured %s, others busy %s" % (name, busy, above, held, calm))
    return proof


def one_hot(name, index, isEven):
    def proof(f):
        busy, records = f.busy(name), f.records(name)
        rest = [b for i, b in enumerate(busy) if i != index]
        even = max(records) < 1.3 * max(1, min(records))
        return (busy[index] > 0.9 and max(rest) < 0.6 and even == isEven,
                "%s busy %s, records/s %s" % (name, busy, records))
    return proof


def stands(name, source):
    """The watermark of `name` stands still while its records flow."""
    def proof(f):
        moved, records = f.watermark_moves(name), f.records(name)
        return (moved < 2 and sum(records) > 50, "watermark of %s moved %.1f s; records/s %s, %s sends %s" % (
            name, moved, records, source, f.sent(source)))
    return proof


def fails(text, name, state=None, restarts=1):
    def proof(f):
        trace, count, now = f.failure(), f.restarts(), f.states[-1][1]
        line = next((part for part in trace.splitlines() if text in part), "")
        return (text in trace and (state is None or now == state) and (state or (count or 0) >= restarts),
                "state %s, restarts %s, exception: %s" % (now, count, line[:120]))
    return proof


def checkpointed(test, words="checkpoints"):
    """Of the checkpoints since the fault: (id, status, duration in s, state in kB)."""
    def proof(f):
        some = [(c["id"], c["status"], round(c["end_to_end_duration"] / 1e3, 1), c["state_size"] // 1000)
                for c in f.checkpoints()]
        some.sort()
        return test(some, f), "%s (id, status, s, kB): %s" % (words, " ".join("%d %s %s %s;" % c for c in some[-6:]))
    return proof


BOTTLENECK = [r"bottleneck|slow\b|busy 100"]
STANDS = r"watermark.*(stands?|stalls?|stuck|stopped|not move|frozen|held|hold)|(stands?|hold).*watermark"
LOST = r"TaskManager.*(lost|gone|killed|left|died|missing|no longer|heartbeat|fewer)|(lost|fewer|no longer).*TaskManager"
RESTARTS_WITH = "(?s)%s"

FAULTS = [
    Case("hot-key", "nine of ten records have one key", [r"\bhot\b|skew|1 of 4 subtasks|one key|uneven"],
         [r"enrich", subtask(0)], ("enrich",), proof=one_hot("enrich", 0, False)),
    Case("slow-middle", "a slow operator in the middle", BOTTLENECK, [r"enrich"], ("enrich",),
         proof=slow("enrich", "parse", ("jdbc orders", "revenue"))),
    Case("slow-sink-chained", "a slow sink inside a chain", BOTTLENECK, [r"enrich|jdbc orders"],
         ("enrich", "jdbc orders"), proof=slow("jdbc orders", "parse", ("revenue",))),
    Case("slow-subtask", "one slow subtask, records even", [r"1 of 4 subtasks|subtask|uneven|\bhot\b"],
         [r"enrich", subtask(2)], ("enrich",), never=[r"hot key|skew of keys"], proof=one_hot("enrich", 2, True)),
    Case("idle-partition-later", "a partition that gets nothing any more", [r"idle|partition"],
         [r"orders", subtask(3)], proof=lambda f: (
             f.sent("orders")[3] == 0 and f.watermark_moves("enrich") < 2,
             "orders sends %s, watermark of enrich moved %.1f s" % (f.sent("orders"), f.watermark_moves("enrich")))),
    Case("slow-async", "the upload of a subtask's state takes 25 s", [r"\basync|upload|stor(age|ing)"],
         [r"enrich", subtask(1)], interval=10000, timeout=60000,
         proof=lambda f: (f.phases("async") > 20000, "longest async %d ms, sync %d ms; %s" % (
             f.phases("async"), f.phases("sync"), checkpointed(lambda s, f: True)(f)[1]))),
]

HEALTHY = []
for one in HEALTHY:
    one.isHealthy = True

CASES = FAULTS + HEALTHY
