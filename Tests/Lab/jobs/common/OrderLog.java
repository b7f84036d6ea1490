package lab;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * A partitioned log: each partition gets records at a rate of its own whether they are read or not.
 * What is not read yet is pending; the event time of a record is when the log got it. Number n is
 * record n % SPAN of partition n / SPAN, so lag survives restarts.
 */
public final class OrderLog extends NumberSequenceSource {
    private static final long serialVersionUID = 1L;
    static final long SPAN = 1L << 40;
    /** Of a log that gets bursts: its period, and how much of it they last. */
    private static final double PERIOD = 20, BURST = 5;

    private final FaultPlan plan;
    private final String topic;
    private final double perSecond;

    OrderLog(FaultPlan plan, String topic, int partitions, double perSecond) {
        super(0, partitions * SPAN - 1);
        this.plan = plan;
        this.topic = topic;
        this.perSecond = perSecond;
    }

    @Override
    public SourceReader<Long, NumberSequenceSplit> createReader(SourceReaderContext context) {
        Reader reader = new Reader(context);
        MetricGroup group = context.metricGroup();
        Gauge<Long> pending = reader::pending;
        try { // SourceReaderMetricGroup exists from 1.14 on
            group.getClass().getMethod("setPendingRecordsGauge", Gauge.class).invoke(group, pending);
        } catch (ReflectiveOperationException | RuntimeException e) {
            group.gauge("pendingRecords", pending);
        }
        return reader;
    }

    /** Seconds after the beginning at which a partition gets its record `position`. */
    private double producedAt(long position) {
        if (!plan.is("bursts")) return position / perSecond;
        double period = perSecond * PERIOD, inBurst = 2.5 * perSecond * BURST, rest = position % period;
        return Math.floor(position / period) * PERIOD
                + (rest < inBurst ? rest / (2.5 * perSecond) : BURST + (rest - inBurst) / (perSecond / 2));
    }

    private final class Reader implements SourceReader<Long, NumberSequenceSplit> {
        private final SourceReaderContext context;
        private final CompletableFuture<Void> assigned = new CompletableFuture<>();
        private CompletableFuture<Void> waiting = CompletableFuture.completedFuture(null);
        private NumberSequenceSplit split;
        private volatile long next = -1;
        private long restUntil;
        private volatile boolean isMute;

        Reader(SourceReaderContext context) {
            this.context = context;
        }

        /** Whether the log gets nothing for this partition (any more). */
        private boolean isMute() {
            // Who gets which split is left to chance, so the reader decides.
            boolean isLast = context.getIndexOfSubtask() == 3;
            if ((plan.is("idle-partition-start") || plan.is("idleness-start")) && isLast) return true;
            return ((plan.isOn("idle-partition-later") || plan.isOn("idleness-later")) && isLast)
                    || (plan.isOn("idle-union") && topic.equals("refunds"))
                    || plan.isOn("no-input");
        }

        long pending() {
            if (next < 0 || isMute) return 0;
            double seconds = (System.currentTimeMillis() - plan.epoch) / 1e3;
            long low = next % SPAN, high = low;
            if (producedAt(low) > seconds) return 0;
            for (long step = 1; producedAt(high) <= seconds; step *= 2) high += step;
            while (low < high) {
                long middle = (low + high) / 2;
                if (producedAt(middle) <= seconds) low = middle + 1;
                else high = middle;
            }
            return low - next % SPAN;
        }

        private long dueMillis() {
            return plan.epoch + (long) (producedAt(next % SPAN) * 1e3);
        }

        @Override
        public void start() {
            if (split == null) context.sendSplitRequest();
        }

        @Override
        public InputStatus pollNext(ReaderOutput<Long> out) {
            if (next < 0) return InputStatus.NOTHING_AVAILABLE;
            isMute = isMute();
            long time = dueMillis();
            if (plan.is("batch") && time - plan.epoch > 600_000) return InputStatus.END_OF_INPUT;
            if (isMute || System.currentTimeMillis() < time || System.nanoTime() < restUntil) {
                return InputStatus.NOTHING_AVAILABLE;
            }
            // Asks for less than there is, as a consumer with a quota does: it waits and is not busy.
            if (plan.isOn("lag-unpressured")) restUntil = System.nanoTime() + (long) (3e9 / perSecond);
            if (plan.isOn("source-bound")) FaultPlan.spend((long) (2.5e6 / perSecond));
            if (plan.isOn("slow-host") && FaultPlan.isSlowHost()) FaultPlan.spend(2000);
            if (plan.is("hour-old")) time -= 3_600_000;
            if (plan.isOn("late-records") && next % 10 < 3) time -= 60_000;
            out.collect(next, time);
            next++;
            return InputStatus.MORE_AVAILABLE;
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            if (next < 0) return assigned;
            long wait = Math.max(dueMillis() - System.currentTimeMillis(), (restUntil - System.nanoTime()) / 1_000_000);
            // A switch that is thrown is seen within 50 ms.
            wait = isMute ? 50 : Math.min(wait, 50);
            if (wait <= 0) return CompletableFuture.completedFuture(null);
            if (waiting.isDone()) {
                waiting = CompletableFuture.runAsync(
                        () -> {}, CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS));
            }
            return waiting;
        }

        @Override
        public List<NumberSequenceSplit> snapshotState(long id) {
            if (split == null) return Collections.emptyList();
            return Collections.singletonList(new NumberSequenceSplit(split.splitId(), next, split.to()));
        }

        @Override
        public void addSplits(List<NumberSequenceSplit> splits) {
            split = splits.get(0);
            next = split.from();
            assigned.complete(null);
        }

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public void handleSourceEvents(SourceEvent event) {}

        @Override
        public void close() {}
    }
}
