package io.semanticrouter.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What a {@link FakeVllm} does with one request. */
public sealed interface Reply {

  /** The head of an event stream in chunks, for what {@link #wire} writes. */
  String STREAM_HEAD =
      "HTTP/1.1 200 Fake\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

  void play(Exchange exchange) throws IOException;

  /** A complete chat completion with usage: 11 prompt tokens, 7 completion tokens. */
  static Json answer(String content) {
    return new Json(200, FakeBodies.completion(content, "stop"), Duration.ZERO, List.of());
  }

  /** A complete answer that ends for another reason than {@code stop}. */
  static Json answer(String content, String finishReason) {
    return new Json(200, FakeBodies.completion(content, finishReason), Duration.ZERO, List.of());
  }

  /** Any status with any body, as JSON. */
  static Json status(int status, String body) {
    return new Json(status, body, Duration.ZERO, List.of());
  }

  /** A stream of so many content chunks, then finish, then {@code [DONE]}. */
  static Stream stream(int chunks) {
    return new Stream(chunks, Duration.ZERO, Duration.ZERO, false, -1, false);
  }

  /** An event stream of exactly this text. */
  static Raw raw(String text) {
    return raw(List.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** An event stream of exactly these bytes, one HTTP chunk each. */
  static Raw raw(List<byte[]> chunks) {
    return new Raw(chunks, false, true);
  }

  /** Reads the request and answers nothing, until the client leaves. */
  static Reply never() {
    return new Never();
  }

  /** Reads the request and resets the connection before the head. */
  static Reply reset() {
    return new Reset();
  }

  /** Exactly these bytes in place of an answer, one for each char, and then an orderly close. */
  static Reply wire(String bytes) {
    return new Wire(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A head, the beginning of a body, and then nothing more until the client leaves. */
  static Reply stalled(String beginning) {
    return new Stalled(beginning);
  }

  /** One body with a Content-Length. */
  record Json(int status, String body, Duration delay, List<String> headers) implements Reply {
    public Json after(Duration wait) {
      return new Json(status, body, wait, headers);
    }

    /** Adds header lines to the head. */
    public Json with(String... lines) {
      return new Json(status, body, delay, List.of(lines));
    }

    @Override
    public void play(Exchange exchange) throws IOException {
      if (exchange.pause(delay)) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String lines = String.join("\r\n", headers) + (headers.isEmpty() ? "" : "\r\n");
        exchange.head(status, "application/json", lines + "content-length: " + bytes.length);
        exchange.plain(bytes);
      }
    }
  }

  /**
   * Server-sent events, one HTTP chunk each.
   *
   * @param chunks content chunks
   * @param headDelay before the head
   * @param every between two events
   * @param usage one more event with the token counts, as with {@code include_usage}
   * @param cutAfter events after which the connection ends without the last chunk; below 0: never
   * @param abrupt the cut is a TCP reset and not an orderly close
   */
  record Stream(
      int chunks, Duration headDelay, Duration every, boolean usage, int cutAfter, boolean abrupt)
      implements Reply {
    public Stream every(Duration pause) {
      return new Stream(chunks, headDelay, pause, usage, cutAfter, abrupt);
    }

    public Stream after(Duration wait) {
      return new Stream(chunks, wait, every, usage, cutAfter, abrupt);
    }

    public Stream withUsage() {
      return new Stream(chunks, headDelay, every, true, cutAfter, abrupt);
    }

    /** Waits after so many events until the gate opens or the client leaves. */
    public Held heldAfter(int events, CountDownLatch gate) {
      return new Held(this, events, gate);
    }

    /** Ends with an orderly close in mid-stream. */
    public Stream cutAfter(int events) {
      return new Stream(chunks, headDelay, every, usage, events, false);
    }

    /** Ends with a TCP reset in mid-stream. */
    public Stream resetAfter(int events) {
      return new Stream(chunks, headDelay, every, usage, events, true);
    }

    /** The events in their order, each with its blank line. */
    public List<String> events() {
      List<String> events = new ArrayList<>();
      for (int i = 0; i < chunks; i++) {
        events.add(FakeBodies.chunk(i));
      }
      events.add(FakeBodies.finishChunk());
      if (usage) {
        events.add(FakeBodies.usageChunk(chunks));
      }
      events.add("data: [DONE]\n\n");
      return events;
    }

    @Override
    public void play(Exchange exchange) throws IOException {
      if (!exchange.pause(headDelay)) {
        return;
      }
      exchange.head(200, "text/event-stream; charset=utf-8", "transfer-encoding: chunked");
      int sent = 0;
      for (String event : events()) {
        if (sent == cutAfter) {
          if (abrupt) {
            exchange.reset();
          } else {
            exchange.close();
          }
          return;
        }
        exchange.chunk(event.getBytes(StandardCharsets.UTF_8));
        sent++;
        if (!exchange.pause(every)) {
          return;
        }
      }
      exchange.lastChunk();
    }
  }

  /**
   * An event stream in any form.
   *
   * @param chunks one HTTP chunk each, or written one after the other
   * @param announced true: with a {@code content-length} in place of chunks
   * @param whole false: the connection ends without the last chunk
   */
  record Raw(List<byte[]> chunks, boolean announced, boolean whole) implements Reply {
    public Raw withLength() {
      return new Raw(chunks, true, whole);
    }

    public Raw cut() {
      return new Raw(chunks, announced, false);
    }

    @Override
    public void play(Exchange exchange) throws IOException {
      int length = chunks.stream().mapToInt(chunk -> chunk.length).sum();
      String framing = announced ? "content-length: " + length : "transfer-encoding: chunked";
      exchange.head(200, "text/event-stream", framing);
      for (byte[] chunk : chunks) {
        if (announced) {
          exchange.plain(chunk);
        } else {
          exchange.chunk(chunk);
        }
      }
      if (!whole) {
        exchange.close();
      } else if (!announced) {
        exchange.lastChunk();
      }
    }
  }

  /** The events of a stream, the later ones once the gate has opened. */
  record Held(Stream stream, int events, CountDownLatch gate) implements Reply {
    @Override
    public void play(Exchange exchange) throws IOException {
      exchange.head(200, "text/event-stream; charset=utf-8", "transfer-encoding: chunked");
      List<String> all = stream.events();
      for (int i = 0; i < all.size(); i++) {
        while (i == events && gate.getCount() > 0) {
          if (!exchange.pause(Duration.ofMillis(5))) {
            return;
          }
        }
        exchange.chunk(all.get(i).getBytes(StandardCharsets.UTF_8));
      }
      exchange.lastChunk();
    }
  }

  /** Silence. */
  record Never() implements Reply {
    @Override
    public void play(Exchange exchange) throws IOException {
      boolean waiting = true;
      while (waiting) {
        waiting = exchange.pause(Duration.ofMinutes(1));
      }
    }
  }

  /** Silence within a body. */
  record Stalled(String beginning) implements Reply {
    @Override
    public void play(Exchange exchange) throws IOException {
      byte[] bytes = beginning.getBytes(StandardCharsets.UTF_8);
      exchange.head(200, "application/json", "content-length: " + (bytes.length + 1));
      exchange.plain(bytes);
      new Never().play(exchange);
    }
  }

  /** Bytes that need not be an answer. */
  record Wire(byte[] bytes) implements Reply {
    @Override
    public void play(Exchange exchange) throws IOException {
      exchange.plain(bytes);
      exchange.close();
    }
  }

  /** A reset instead of an answer. */
  record Reset() implements Reply {
    @Override
    public void play(Exchange exchange) throws IOException {
      exchange.reset();
    }
  }
}
