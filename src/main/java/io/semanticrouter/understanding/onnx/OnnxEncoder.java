package io.semanticrouter.understanding.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.semanticrouter.understanding.Encoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * The encoder in onnxruntime. A session serves any number of threads at once; each pass takes one
 * core, the calling thread's: for throughput that beats several cores a pass.
 */
public final class OnnxEncoder implements Encoder {
  private static final Set<String> READING =
      Set.of("category", "attack", "kind", "tags", "embedding");
  private static final Set<String> PAIR = Set.of("pair");

  private final OrtEnvironment environment;
  private final OrtSession session;

  /** Passes share it; closing waits for them, as a pass in a closed session ends the process. */
  private final ReadWriteLock life = new ReentrantReadWriteLock();

  private boolean closed;

  private OnnxEncoder(OrtEnvironment environment, OrtSession session) {
    this.environment = environment;
    this.session = session;
  }

  /**
   * Loads a model; takes some tenths of a second.
   *
   * @param model the ONNX file, read to its end but not closed
   * @throws IllegalStateException if it is no model of this encoder's form, or if the system cannot
   *     run it
   */
  public static OnnxEncoder load(InputStream model) {
    OrtEnvironment environment = environment();
    try (OrtSession.SessionOptions options = options();
        MemoryFile file = MemoryFile.of("encoder.onnx", model)) {
      OrtSession session = environment.createSession(file.path().toString(), options);
      // Reading the model took as much again as it holds.
      CLibrary.trim();
      LoadedPages.letGo();
      return new OnnxEncoder(environment, session);
    } catch (OrtException e) {
      throw new IllegalStateException("the encoder's model cannot be loaded", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OrtEnvironment environment() {
    try {
      return OnnxLibrary.load();
    } catch (LinkageError | RuntimeException e) {
      throw new IllegalStateException(
          "The encoder cannot run here: "
              + e.getMessage()
              + ". It needs Linux on x86-64 or AArch64 with glibc and libstdc++;"
              + " encoder.enabled: false does without it.",
          e);
    }
  }

  private static OrtSession.SessionOptions options() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
    // Every length is another pattern; the arena would keep what the longest one took.
    options.setMemoryPatternOptimization(false);
    // Weights in the arena would round it up by a third of their size.
    options.addConfigEntry("session.use_device_allocator_for_initializers", "1");
    return options;
  }

  @Override
  public Answer read(long[] ids, long[] cases) {
    long[] segments = new long[ids.length];
    return run(
        ids,
        segments,
        cases,
        READING,
        result ->
            new Answer(
                floats(result, "category"),
                floats(result, "attack")[0],
                floats(result, "kind"),
                floats(result, "tags"),
                floats(result, "embedding")));
  }

  @Override
  public float compare(long[] ids, long[] segments) {
    long[] cases = new long[ids.length];
    return run(ids, segments, cases, PAIR, result -> floats(result, "pair")[0]);
  }

  private <T> T run(
      long[] ids,
      long[] segments,
      long[] cases,
      Set<String> outputs,
      Function<OrtSession.Result, T> answer) {
    life.readLock().lock();
    try (Inputs inputs = new Inputs(ids, segments, cases)) {
      if (closed) {
        throw new IllegalStateException("the encoder is closed");
      }
      try (OrtSession.Result result = session.run(inputs.byName, outputs)) {
        return answer.apply(result);
      }
    } catch (OrtException e) {
      throw new IllegalStateException("the encoder failed", e);
    } finally {
      life.readLock().unlock();
    }
  }

  private static float[] floats(OrtSession.Result result, String output) {
    OnnxTensor tensor = (OnnxTensor) result.get(output).orElseThrow();
    return tensor.getFloatBuffer().array();
  }

  /** Waits for the passes that are under way, some tens of milliseconds; later ones fail. */
  @Override
  public void close() {
    life.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
      }
    } catch (OrtException e) {
      throw new IllegalStateException("the encoder cannot be closed", e);
    } finally {
      life.writeLock().unlock();
    }
  }

  /** One sequence as tensors. */
  private final class Inputs implements AutoCloseable {
    private final Map<String, OnnxTensor> byName = HashMap.newHashMap(4);

    Inputs(long[] ids, long[] segments, long[] cases) throws OrtException {
      long[] mask = new long[ids.length];
      Arrays.fill(mask, 1);
      try {
        add("input_ids", ids);
        add("attention_mask", mask);
        add("token_type_ids", segments);
        add("case_ids", cases);
      } catch (OrtException e) {
        close();
        throw e;
      }
    }

    private void add(String name, long[] values) throws OrtException {
      long[] shape = {1, values.length};
      byName.put(name, OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape));
    }

    @Override
    public void close() {
      byName.values().forEach(OnnxTensor::close);
    }
  }
}
