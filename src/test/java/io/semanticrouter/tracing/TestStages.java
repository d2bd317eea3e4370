package io.semanticrouter.tracing;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** Stages that do what a test tells them. */
@Singleton
class TestStages {
  @Inject Children children;

  @RouterSpan(RouterSpans.REQUEST_RECEIVED)
  Future<Fact> root(StageSpan span, Supplier<Future<Fact>> work) {
    return work.get();
  }

  /** Two stages and the upstream call under one root. */
  @RouterSpan(RouterSpans.REQUEST_RECEIVED)
  Seen tree(StageSpan span) {
    StageSpan classification = children.classify(span, () -> new Fact("math")).span();
    StageSpan upstream = children.call(span, Promise.<Fact>promise()).span();
    return new Seen(span, classification, upstream);
  }

  record Fact(String category, StageSpan span) implements Traced {
    Fact(String category) {
      this(category, null);
    }

    @Override
    public void describe(SpanAttributes attributes) {
      attributes.set(SpanAttributes.CATEGORY_NAME, category);
    }
  }

  record Seen(StageSpan root, StageSpan stage, StageSpan upstream) {}

  /** The upstream call's span and its future. */
  record Call(StageSpan span, Future<Fact> answer) {}

  @Singleton
  static class Children {
    @RouterSpan(RouterSpans.CLASSIFICATION)
    Fact classify(StageSpan span, Supplier<Fact> work) {
      Fact fact = work.get();
      return fact == null ? null : new Fact(fact.category(), span);
    }

    @RouterSpan(RouterSpans.UPSTREAM_REQUEST)
    Call call(StageSpan span, Promise<Fact> answer) {
      return new Call(span, answer.future());
    }
  }
}
