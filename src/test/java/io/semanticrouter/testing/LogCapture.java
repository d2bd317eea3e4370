package io.semanticrouter.testing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jboss.logmanager.ExtLogRecord;

/** Everything that is logged between its making and its closing, formatted with stack traces. */
public final class LogCapture implements AutoCloseable {
  private final Logger root = Logger.getLogger("");
  private final Collector collector = new Collector();

  private LogCapture() {}

  public static LogCapture start() {
    LogCapture capture = new LogCapture();
    capture.collector.setLevel(Level.ALL);
    capture.root.addHandler(capture.collector);
    return capture;
  }

  public List<String> lines() {
    return collector.entries.stream().map(Entry::line).toList();
  }

  /** What the lines that hold {@code text} were written with: ids of their request and trace. */
  public List<Map<String, String>> idsOf(String text) {
    return collector.entries.stream()
        .filter(entry -> entry.line.contains(text))
        .map(Entry::ids)
        .toList();
  }

  /** A line, and the context it was written in. */
  private record Entry(String line, Map<String, String> ids) {}

  @Override
  public void close() {
    root.removeHandler(collector);
  }

  private static final class Collector extends Handler {
    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord entry) {
      entries.add(
          new Entry(formatter.format(entry), Map.copyOf(ExtLogRecord.wrap(entry).getMdcCopy())));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
