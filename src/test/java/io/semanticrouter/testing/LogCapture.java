package io.semanticrouter.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

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
    return List.copyOf(collector.lines);
  }

  @Override
  public void close() {
    root.removeHandler(collector);
  }

  private static final class Collector extends Handler {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord entry) {
      lines.add(formatter.format(entry));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
