package lab;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.CopyableValue;

/** A state entry that is hard to write: slow, or impossible. */
public final class Cargo implements CopyableValue<Cargo> {
    private static final long serialVersionUID = 1L;
    private int millis;
    private String failure = "";

    public Cargo() {}

    Cargo(int millis, String failure) {
        this.millis = millis;
        this.failure = failure;
    }

    @Override
    public void write(DataOutputView out) throws IOException {
        if (!failure.isEmpty()) throw new IOException(failure);
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        out.writeInt(millis);
        out.writeUTF(failure);
    }

    @Override
    public void read(DataInputView in) throws IOException {
        millis = in.readInt();
        failure = in.readUTF();
    }

    @Override
    public int getBinaryLength() {
        return -1;
    }

    @Override
    public void copyTo(Cargo target) {
        target.millis = millis;
        target.failure = failure;
    }

    @Override
    public Cargo copy() {
        return new Cargo(millis, failure);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        out.writeInt(in.readInt());
        out.writeUTF(in.readUTF());
    }
}
