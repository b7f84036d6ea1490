"""The cases of `faults`: what is switched on, what a right sentence says of it, and which REST figures prove it."""
import statistics, time
from dataclasses import dataclass, field
from typing import Callable


class Facts:
    """What plain REST says of the job while a fault is on, read by the bench itself and not by flinktop."""

    def __init__(self, cluster, job):
        self.cluster, self.job, self.readings, self.t0 = cluster, job, [], time.time()
        self.lowest_task_managers, self.states, self.gc, self.kept = 99, [], 0, {}

    def read(self):
        now, get = time.time(), self.cluster.get
        overview, detail = get("/overview"), get("/jobs/" + self.job)
        if overview:
            self.lowest_task_managers = min(self.lowest_task_managers, overview["taskmanagers"])
        for item in get("/taskmanagers/metrics?get=Status.JVM.GarbageCollector.All.TimeMsPerSecond&agg=max") or []:
            self.gc = max(self.gc, item["max"])
        for one in (get("/jobs/%s/checkpoints" % self.job) or {}).get("history", []):
            self.kept[one["id"]] = one
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
        """The metric, or the attempts of tasks: right after a loss the metric is an old one."""
        got = self.cluster.get("/jobs/%s/metrics?get=numRestarts" % self.job)
        tasks = [s for v in self.readings[-1][1].values() for s in v[2]] if self.readings else []
        return max([int(float(got[0]["value"])) if got else 0] + [s["attempt"] for s in tasks])

    def failure(self):
        told = self.cluster.get("/jobs/%s/exceptions" % self.job) or {}
        entries = told.get("exceptionHistory", {}).get("entries", [])
        return entries[0]["stacktrace"] if entries else told.get("root-exception") or ""

    def checkpoints(self):
        """Those since the fault, newest first; Flink itself lists but ten."""
        return [c for _, c in sorted(self.kept.items(), reverse=True) if c["trigger_timestamp"] / 1e3 >= self.t0]

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
    # TaskManagers, slots of each, -D of the cluster that it has to itself; none where one with other jobs does.
    cluster: tuple = ()
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
        return (text in trace and (state is None or now == state) and (state or count >= restarts),
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


def pending(f):
    return f.metric("orders", "pendingRecords") or 0


def slow_host(f):
    """Subtasks on the second TaskManager are busier than those on the first, with as many records."""
    slow, words = f.cluster.resource(2), []
    is_slow = True
    for name in ("parse", "enrich", "jdbc orders"):
        hosts = [s.get("taskmanager-id") == slow for s in f.of(name, -1)[1][2]]
        busy, records = f.busy(name), f.records(name)
        there, here = ([b for b, h in zip(busy, hosts) if h == where] for where in (True, False))
        is_slow = is_slow and min(there) > 1.5 * max(here)
        words.append("%s busy there %s, else %s, records/s %s" % (name, there, here, records))
    return is_slow, "; ".join(words)


def calm(f):
    busy = {name: max(f.busy(name)) for name in f.readings[-1][1]}
    held = max(max(f.held(name)) for name in busy)
    return max(busy.values()) < 0.9 and held < 0.2, "busiest %s, backpressured at most %s" % (
        ", ".join("%s %s" % (n, b) for n, b in busy.items()), held)


def without_last(f):
    """One subtask of the source sends nothing, and event time goes on below it."""
    sent, moved = f.sent("orders"), f.watermark_moves("revenue")
    return sent[3] == 0 and sent[0] > 0 and moved > 15, "orders sends %s, watermark of revenue moved %.1f s" % (sent, moved)


BOTTLENECK = [r"bottleneck|slow\b|busy 100"]
STANDS = r"watermark.*(stands?|stalls?|stuck|stopped|not move|frozen|held|hold)|(stands?|hold).*watermark"
LOST = r"TaskManager.*(lost|gone|killed|left|died|missing|no longer|heartbeat|fewer)|(lost|fewer|no longer).*TaskManager"

FAULTS = [
    Case("hot-key", "nine of ten records have one key", [r"\bhot\b|skew|1 of 4 subtasks|one key|uneven"],
         [r"enrich", subtask(3)], ("enrich",), proof=one_hot("enrich", 3, False)),
    Case("slow-middle", "a slow operator in the middle", BOTTLENECK, [r"enrich"], ("enrich",),
         proof=slow("enrich", "parse", ("jdbc orders", "revenue"))),
    Case("slow-sink-chained", "a slow sink inside a chain", BOTTLENECK, [r"enrich|jdbc orders"],
         ("enrich", "jdbc orders"), proof=slow("jdbc orders", "parse", ("revenue",))),
    Case("slow-subtask", "one slow subtask, records even",
         [r"1 of 4 subtasks|(one|a) subtask|subtasks? #?2\b|uneven|unequal|\bhot\b"], [r"enrich", subtask(2)], ("enrich",),
         never=[r"hot key|skew of keys"], proof=one_hot("enrich", 2, True)),
    Case("idle-partition-later", "a partition that gets nothing any more", [r"idle|partition"],
         [r"orders", subtask(3)], proof=lambda f: (
             f.sent("orders")[3] == 0 and f.watermark_moves("enrich") < 2,
             "orders sends %s, watermark of enrich moved %.1f s" % (f.sent("orders"), f.watermark_moves("enrich")))),
    Case("slow-async", "the upload of a subtask's state takes 25 s", [r"\basync|upload|stor(age|ing)"],
         [r"enrich", subtask(1)], interval=10000, timeout=60000,
         proof=lambda f: (f.phases("async") > 20000, "longest async %d ms, sync %d ms; %s" % (
             f.phases("async"), f.phases("sync"), checkpointed(lambda s, f: True)(f)[1]))),
    Case("slow-sink", "a slow sink, a vertex of its own", BOTTLENECK, [r"jdbc orders"], ("jdbc orders",),
         proof=slow("jdbc orders", "enrich", ("revenue",))),
    Case("one-chain", "source and slow sink in one chain", BOTTLENECK + [r"reads no faster"], [r"orders"],
         ("orders", "parse", "jdbc orders"), proof=lambda f: (
             has(f.busy("orders"), lambda b: b > 0.8), "busy %s, backpressured %s" % (f.busy("orders"), f.held("orders")))),
    Case("one-chain-untimed", "source and slow sink in one chain, without event time", [r"busy (9\d|100)%"], [r"orders"],
         ("orders",), proof=lambda f: (
             min(f.busy("orders")) > 0.9 and pending(f) > 500, "orders busy %s, %d records pending" % (
                 f.busy("orders"), pending(f)))),
    Case("source-bound", "the source itself is too slow", BOTTLENECK + [r"reads no faster|source.*limit"], [r"orders"],
         ("orders",), proof=lambda f: (
             has(f.busy("orders"), lambda b: b > 0.9) and max(f.held("orders")) < 0.1 and pending(f) > 500,
             "busy %s, backpressured %s, %d records pending" % (f.busy("orders"), f.held("orders"), pending(f)))),
    Case("two-bottlenecks", "two at once, on two paths", BOTTLENECK, [r"enrich", r"match refunds"],
         ("enrich", "match refunds"), proof=lambda f: (
             has(f.busy("enrich") + f.busy("match refunds"), lambda b: b > 0.9),
             "enrich busy %s, match refunds busy %s, parse backpressured %s, check %s" % (
                 f.busy("enrich"), f.busy("match refunds"), f.held("parse"), f.held("check")))),
    Case("hang", "one subtask never gets done with a record", [r"hangs|nothing done|\bstuck\b|no record gets"],
         [r"enrich", subtask(1)], ("enrich",), proof=lambda f: (
             f.busy("enrich")[1] > 0.9 and f.records("enrich")[1] < 1,
             "busy %s, records/s %s" % (f.busy("enrich"), f.records("enrich")))),
    Case("slow-host", "all subtasks of one TaskManager are slow", [r"TaskManager|\bhost\b"], [r"{tm}"],
         ("enrich", "parse", "jdbc orders"), cluster=(2, 2, ()), proof=slow_host),
    Case("idle-partition-start", "a partition that never got anything", [r"idle|partition|no watermark"],
         [r"orders", subtask(3)], begins="submit", proof=lambda f: (
             f.sent("orders")[3] == 0 and min(f.of("enrich", -1)[1][3]) < 0,
             "orders sends %s, watermarks of enrich %s" % (f.sent("orders"), f.of("enrich", -1)[1][3]))),
    Case("idle-union", "one of two sources gets nothing any more", [r"idle|silent|no records|nothing|" + STANDS],
         [r"refunds"], proof=lambda f: (
             sum(f.sent("refunds")) == 0 and f.watermark_moves("enrich") < 2,
             "refunds sends %s, orders %s, watermark of enrich moved %.1f s" % (
                 f.sent("refunds"), f.sent("orders"), f.watermark_moves("enrich")))),
    Case("stalled-source", "the source's watermarks stand still", [STANDS], [r"orders"], proof=stands("parse", "orders")),
    Case("stalled-middle", "watermarks stand still behind an operator in the middle", [STANDS], [r"clean times"],
         never=[r"watermark of (enrich|revenue|jdbc)[^;.]* stands still"], proof=stands("enrich", "clean times")),
    Case("late-records", "three of ten records are a minute late", [r"\blate\b"], [r"revenue"], proof=lambda f: (
        (f.metric("revenue", "numLateRecordsDropped") or 0) > 100,
        "%s late records dropped" % f.metric("revenue", "numLateRecordsDropped"))),
    Case("lag-unpressured", "the source asks for less than comes in, nothing is busy",
         [r"lag grows|falls? behind|pending|reads (less|fewer|slower|too)|reads no faster"], [r"orders"], proof=lambda f: (
             pending(f) > 500 and max(f.busy("orders") + f.busy("enrich") + f.held("orders")) < 0.6,
             "%d records pending, orders busy %s, backpressured %s, enrich busy %s" % (
                 pending(f), f.busy("orders"), f.held("orders"), f.busy("enrich")))),
    Case("tm-killed-spare", "a TaskManager is killed, slots are to spare", [LOST], [r"{tm}"], begins="kill-tm", lasts=False,
         cluster=(3, 2, ()), proof=lambda f: (
             f.lowest_task_managers == 2 and f.restarts() >= 1 and f.states[-1][1] == "RUNNING",
             "%d TaskManagers left, restarts %s, state %s" % (f.lowest_task_managers, f.restarts(), f.states[-1][1]))),
    Case("tm-killed", "a TaskManager is killed, too few slots are left", [LOST + r"|\bslots?\b"], [r"{tm}"],
         begins="kill-tm", cluster=(2, 2, ()), proof=lambda f: (
             f.lowest_task_managers == 1 and f.of("enrich", -1)[1][1] != "RUNNING",
             "%d TaskManager left, enrich %s, job %s" % (
                 f.lowest_task_managers, f.of("enrich", -1)[1][1], f.states[-1][1]))),
    Case("too-few-slots", "it wants 4 slots and there are 2", [r"\bslots?\b"],
         [r"(needs?|wants?|asks for) 4|4 (slots? )?(needed|wanted)|\b2 (more|too few|missing|short)|short of 2|lacks? 2"],
         begins="submit", cluster=(1, 2, ()), proof=lambda f: (
             f.of("orders", -1)[1][1] != "RUNNING", "orders %s, job %s, slots %s" % (
                 f.of("orders", -1)[1][1], f.states[-1][1], f.cluster.get("/overview")["slots-available"]))),
    Case("jm-killed", "the JobManager is killed", [r"answer|reach|refused|connection|no longer there"],
         [r"127\.0\.0\.1|JobManager|cluster"], begins="kill-jm", cluster=(1, 4, ()), proof=lambda f: (
             f.cluster.get("/overview") is None, "/overview: no answer")),
    Case("jm-restarted", "the JobManager is killed and started, without high availability",
         [r"(JobManager|cluster).*(restart|started|new)|restarted"],
         [r"(gone|lost|not there|no job|does not (know|have|run)|no longer)"], begins="restart-jm", cluster=(1, 4, ()),
         proof=lambda f: (
             f.cluster.get("/overview") is not None and f.cluster.get("/jobs/" + f.job) is None,
             "/overview answers, /jobs/%s does not" % f.job[:6])),
    Case("restart-loop", "an operator throws after each restart", [r"customer of order|NullPointer"], [r"enrich"],
         proof=fails("customer of order", "enrich", restarts=3)),
    Case("flaky-map", "an operator throws each 20 s and runs in between", [r"12,50|NumberFormat"], [r"parse"],
         proof=fails("12,50", "parse", restarts=2)),
    Case("failing-sink-restarts", "the sink's database is away, the job restarts", [r"orders-db|NoRouteToHost"],
         [r"jdbc orders"], proof=fails("orders-db:5432", "jdbc orders", restarts=3)),
    Case("failing-sink-failed", "the sink's database is away, the job is FAILED", [r"orders-db|NoRouteToHost"],
         [r"jdbc orders"], restart="none", proof=fails("orders-db:5432", "jdbc orders", "FAILED")),
    Case("snapshot-exception", "snapshotState throws", [r"customer has no field zip"], [r"enrich"],
         proof=fails("has no field zip", "enrich")),
    Case("class-missing", "a class of the job is not in its jar", [r"PriceTable|ClassNotFound"], [r"enrich"],
         begins="submit", proof=fails("PriceTable", "enrich", restarts=3)),
    Case("open-hangs", "open() of one subtask never ends", [r"INITIALIZING"], [r"enrich", subtask(1)], begins="submit",
         proof=lambda f: (
             [s["status"] for s in f.of("enrich", -1)[1][2]].count("INITIALIZING") == 1,
             "subtasks of enrich: %s" % [s["status"] for s in f.of("enrich", -1)[1][2]])),
    Case("checkpoint-timeout", "checkpoints expire behind backpressure", [r"checkpoint.*(expire|time)"], [r"jdbc orders"],
         ("jdbc orders",), timeout=10000, proof=checkpointed(
             lambda s, f: sum(c[1] == "FAILED" for c in s) >= 2 and max(f.held("enrich")) > 0.5)),
    Case("slow-sync", "a subtask's snapshot blocks it for 8 s", [r"\bsync"], [r"enrich", subtask(1)], ("enrich",),
         interval=10000, proof=lambda f: (f.phases("sync") > 7000, "longest sync %d ms, async %d ms" % (
             f.phases("sync"), f.phases("async")))),
    Case("async-grown", "the upload takes 300 times as long, less than the interval", [r"\basync|upload|stor(age|ing)"],
         [r"enrich", subtask(1)], interval=10000, proof=lambda f: (
             5500 < f.phases("async") < 9500,
             "longest async %d ms; %s" % (f.phases("async"), checkpointed(lambda s, f: True)(f)[1]))),
    Case("upload-fails", "the upload of a subtask's state fails",
         [r"checkpoints? .*(fail|declined)|(failed|declined) checkpoint"], [r"enrich", subtask(1)], proof=checkpointed(
             lambda s, f: sum(c[1] == "FAILED" for c in s) >= 3 and not any(c[1] == "COMPLETED" for c in s[1:]))),
    Case("disk-full", "state can't be written: no space left on device", [r"no space left"], [r"enrich", subtask(1)],
         proof=checkpointed(lambda s, f: sum(c[1] == "FAILED" for c in s) >= 3)),
    Case("state-grows", "each record adds 3 kB to the state", [r"state.*(grow|grew|larger|times)|grow.*state"], [r"enrich"],
         proof=checkpointed(lambda s, f: len(s) > 3 and s[-1][3] > 5 * max(1, s[0][3]))),
    Case("gc-pressure", "garbage collection takes the heap's time", [r"garbage|\bGC\b"], [r"{tm}"],
         ("parse",), cluster=(1, 4, ()), proof=lambda f: (f.gc > 200, "at most %d ms/s of garbage collection" % f.gc)),
]

HEALTHY = [
    Case("steady", "nothing happens", proof=calm),
    Case("just-started", "looked at from its start", begins="submit", proof=calm),
    Case("bursts", "2.5 times the records for 5 s of 20", proof=calm),
    Case("busy-80", "an operator busy 80 %", proof=lambda f: (
        0.65 < statistics.mean(f.busy("enrich")) < 0.95, "enrich busy %s" % f.busy("enrich"))),
    Case("skew", "three of ten records have one key, and it keeps up", proof=lambda f: (
        max(f.busy("enrich")) < 0.8 and max(f.records("enrich")) > 1.8 * min(f.records("enrich")),
        "enrich busy %s, records/s %s" % (f.busy("enrich"), f.records("enrich")))),
    Case("no-event-time", "no watermarks, as none are wanted", proof=calm),
    Case("hour-old", "data of an hour ago, at its own pace", proof=calm),
    Case("idleness-start", "a partition never got anything, and withIdleness goes on without it", proof=without_last),
    Case("idleness-later", "a partition gets nothing any more, and withIdleness goes on without it", proof=without_last),
    Case("min-pause", "checkpoints each 5 s with 20 s of pause between them", proof=calm),
    Case("no-input", "nothing comes in any more", proof=lambda f: (
        sum(f.sent("orders")) == 0, "orders sends %s" % f.sent("orders"))),
    Case("batch", "a batch job of ten minutes", proof=lambda f: (
        sum(f.sent("orders")) > 100 and f.states[-1][1] == "RUNNING", "orders sends %s" % f.sent("orders"))),
    Case("rescale", "an operator gets another parallelism", begins="rescale",
         cluster=(1, 4, ("jobmanager.scheduler=adaptive",)),
         proof=lambda f: (len(f.of("enrich", -1)[1][2]) == 2, "enrich has %d subtasks" % len(f.of("enrich", -1)[1][2]))),
    Case("savepoint", "a savepoint of 20 s is taken", begins="savepoint", interval=60000, proof=lambda f: (
        any(c["is_savepoint"] for c in f.checkpoints()),
        "savepoints since: %d" % sum(c["is_savepoint"] for c in f.checkpoints()))),
]
for one in HEALTHY:
    one.isHealthy = True

CASES = FAULTS + HEALTHY
