package lab;

import java.io.Serializable;

/** What a sink does with a record, for the sinks of both generations. */
interface LabSink<T> extends Serializable {
    void accept(T record) throws Exception;
}
