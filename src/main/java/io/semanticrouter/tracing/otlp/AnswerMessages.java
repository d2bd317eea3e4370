package io.semanticrouter.tracing.otlp;

import io.semanticrouter.tracing.otlp.CollectorAnswer.Accepted;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** The protobuf messages that an answer may hold. */
final class AnswerMessages {
  private static final long MAX_SECONDS = Duration.ofDays(1).toSeconds();

  private AnswerMessages() {}

  /** An {@code ExportTraceServiceResponse}: {@code partial_success = 1}. */
  static Accepted response(byte[] message) {
    ProtoReader response = new ProtoReader(message);
    while (response.next()) {
      if (response.field() == 1) {
        return partialSuccess(response.message());
      }
    }
    return Accepted.WHOLLY;
  }

  /** {@code rejected_spans = 1}, {@code error_message = 2}. */
  private static Accepted partialSuccess(ProtoReader partial) {
    long rejected = 0;
    String words = "";
    while (partial.next()) {
      switch (partial.field()) {
        case 1 -> rejected = partial.number();
        case 2 -> words = partial.text();
        default -> {}
      }
    }
    return new Accepted(rejected, words);
  }

  /** What a {@code google.rpc.Status} says: {@code message = 2}. */
  static String statusMessage(byte[] message) {
    ProtoReader status = new ProtoReader(message);
    String text = "";
    while (status.next()) {
      if (status.field() == 2) {
        text = status.text();
      }
    }
    return text;
  }

  /**
   * How long a {@code google.rpc.RetryInfo} among the {@code details = 3} of a {@code
   * google.rpc.Status} asks to wait.
   *
   * @param base64 the trailer {@code grpc-status-details-bin}, or null
   */
  static Optional<Duration> retryDelay(String base64) {
    if (base64 == null) {
      return Optional.empty();
    }
    try {
      ProtoReader status = new ProtoReader(Base64.getDecoder().decode(base64));
      while (status.next()) {
        Optional<Duration> delay =
            status.field() == 3 ? detail(status.message()) : Optional.empty();
        if (delay.isPresent()) {
          return delay;
        }
      }
    } catch (IllegalArgumentException _) {
      // No base64: as good as none.
    }
    return Optional.empty();
  }

  /** A {@code google.protobuf.Any}: {@code type_url = 1}, {@code value = 2}. */
  private static Optional<Duration> detail(ProtoReader any) {
    String type = "";
    ProtoReader value = new ProtoReader(new byte[0]);
    while (any.next()) {
      switch (any.field()) {
        case 1 -> type = any.text();
        case 2 -> value = any.message();
        default -> {}
      }
    }
    return type.endsWith("/google.rpc.RetryInfo")
        ? Optional.of(retryInfo(value))
        : Optional.empty();
  }

  /** {@code retry_delay = 1}. */
  private static Duration retryInfo(ProtoReader info) {
    Duration delay = Duration.ZERO;
    while (info.next()) {
      if (info.field() == 1) {
        delay = duration(info.message());
      }
    }
    return delay;
  }

  /** {@code seconds = 1}, {@code nanos = 2}; not below zero, and a day at most. */
  private static Duration duration(ProtoReader duration) {
    long seconds = 0;
    long nanos = 0;
    while (duration.next()) {
      switch (duration.field()) {
        case 1 -> seconds = duration.number();
        case 2 -> nanos = duration.number();
        default -> {}
      }
    }
    return Duration.ofSeconds(
        Math.clamp(seconds, 0, MAX_SECONDS), Math.clamp(nanos, 0, 999_999_999));
  }
}
