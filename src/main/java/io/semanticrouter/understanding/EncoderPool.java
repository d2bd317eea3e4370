package io.semanticrouter.understanding;

import io.quarkus.runtime.Startup;
import io.semanticrouter.config.RouterConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The encoder and the threads that may use it: as many as there are cores, as a pass keeps one of
 * them busy. Work beyond them waits in a bounded queue; beyond that it is done without the encoder,
 * at once, and knows it.
 *
 * <p>The model is loaded and used once before the router says it is ready.
 */
@Startup
@ApplicationScoped
public class EncoderPool {
  private static final Logger LOG = Logger.getLogger(EncoderPool.class);

  private final EncoderModel model;
  private final Supplier<Understanding> understandings;
  private final WorkerExecutor workers;
  private final int capacity;
  private final AtomicInteger accepted = new AtomicInteger();

  /**
   * Loads the model and reads a text with it.
   *
   * @throws IllegalStateException if the model cannot be loaded
   */
  @Inject
  public EncoderPool(RouterConfig config, Vertx vertx) {
    this(vertx, config.encoder(), load(config.encoder()));
  }

  private EncoderPool(Vertx vertx, RouterConfig.Encoder settings, EncoderModel model) {
    this(vertx, settings, model, model == null ? null : model::understanding);
  }

  EncoderPool(
      Vertx vertx,
      RouterConfig.Encoder settings,
      EncoderModel model,
      Supplier<Understanding> understandings) {
    int threads =
        settings.threads() > 0 ? settings.threads() : Runtime.getRuntime().availableProcessors();
    this.model = model;
    this.understandings = understandings;
    this.capacity = threads + settings.maxQueue();
    this.workers =
        understandings == null ? null : vertx.createSharedWorkerExecutor("understanding", threads);
  }

  private static EncoderModel load(RouterConfig.Encoder settings) {
    if (!settings.enabled()) {
      return null;
    }
    long start = System.nanoTime();
    EncoderModel model = EncoderModel.load(settings);
    model.understanding().read("What is the capital of France?");
    LOG.debugf("The encoder was loaded in %d ms", (System.nanoTime() - start) / 1_000_000);
    return model;
  }

  /** True if there is an encoder. */
  public boolean isEnabled() {
    return understandings != null;
  }

  /**
   * Does work with the encoder on one of its threads.
   *
   * @return completes on the calling context; empty where the encoder is switched off or all places
   *     are taken, and the work has to do without it
   */
  public <T> Optional<Future<T>> submit(Function<Understanding, T> work) {
    if (!enter()) {
      return Optional.empty();
    }
    return Optional.of(
        workers
            .executeBlocking(() -> work.apply(understandings.get()), false)
            .onComplete(done -> accepted.decrementAndGet()));
  }

  /**
   * Does work with the encoder and waits for it: not for event loops. Where the encoder cannot be
   * had the work gets {@link Understanding#NONE} and is done on the calling thread.
   */
  public <T> T call(Function<Understanding, T> work) {
    Optional<Future<T>> result = submit(work);
    return result.isPresent()
        ? result.get().toCompletionStage().toCompletableFuture().join()
        : work.apply(Understanding.NONE);
  }

  private boolean enter() {
    if (understandings == null) {
      return false;
    }
    if (accepted.incrementAndGet() > capacity) {
      accepted.decrementAndGet();
      return false;
    }
    return true;
  }

  @PreDestroy
  void close() {
    if (workers != null) {
      workers.close();
    }
    if (model != null) {
      model.close();
    }
  }
}
