package lab;

import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.api.java.typeutils.ValueTypeInfo;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** The keyed operator of a bench job, with state: most of the faults are its own. */
final class Enrich
        extends KeyedProcessFunction<Integer, Tuple4<Integer, Long, Long, String>, Tuple4<Integer, Long, Long, String>>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;
    private final FaultPlan plan;
    private transient ValueState<byte[]> total;
    private transient ListState<Cargo> cargo;

    Enrich(FaultPlan plan) {
        this.plan = plan;
    }

    @Override
    public void processElement(
            Tuple4<Integer, Long, Long, String> order, Context context, Collector<Tuple4<Integer, Long, Long, String>> out)
            throws Exception {
        int subtask = Compat.subtask(getRuntimeContext());
        FaultPlan.spend(microsPerRecord(subtask));
        // A call to a service that never answers, say; a cancellation interrupts it.
        while (plan.isOn("hang") && subtask == 1) FaultPlan.spend(50_000);
        if (plan.isOn("restart-loop")) throw new NullPointerException("customer of order " + order.f2 % 1000 + " is null");
        byte[] before = total.value();
        int size = before == null ? 40 : before.length;
        // Each record of a key adds 3 kB, as in a list that nobody clears.
        total.update(new byte[plan.isOn("state-grows") ? Math.min(size + 3000, 100_000) : size]);
        out.collect(order);
    }

    private long microsPerRecord(int subtask) {
        if (plan.isOn("slow-middle") || plan.isOn("two-bottlenecks")) return 80_000;
        if (plan.isOn("slow-subtask") && subtask == 2) return 80_000;
        if (plan.isOn("slow-host") && FaultPlan.isSlowHost()) return 48_000;
        if (plan.is("busy-80")) return 15_000;
        return plan.is("hot-key") ? 8000 : 6000;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        cargo.clear();
        if (Compat.subtask(getRuntimeContext()) != 1) return;
        if (plan.isOn("slow-sync")) FaultPlan.spend(8_000_000);
        if (plan.isOn("snapshot-exception")) throw new IllegalStateException("serializer of customer has no field zip");
        String failure = plan.isOn("upload-fails") ? "PUT s3://orders/chk: connection reset by peer" : "";
        if (plan.isOn("disk-full")) failure = "No space left on device";
        int millis = plan.isOn("slow-async") ? 25_000 : plan.isOn("async-grown") ? 6000 : 20;
        cargo.add(new Cargo(plan.is("savepoint") ? 20_000 : millis, failure));
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        // A cache that is filled from a service that never answers, say.
        while (plan.is("open-hangs") && Compat.subtask(getRuntimeContext()) == 1) FaultPlan.spend(50_000);
        if (plan.is("class-missing")) Class.forName("com.example.orders.PriceTable");
        total = context.getKeyedStateStore().getState(new ValueStateDescriptor<>("total", byte[].class));
        cargo = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("cargo", new ValueTypeInfo<>(Cargo.class)));
    }
}
