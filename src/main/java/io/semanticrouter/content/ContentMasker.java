package io.semanticrouter.content;

import io.semanticrouter.security.pii.PiiDetector;
import io.semanticrouter.security.pii.PiiEntity;
import io.semanticrouter.security.pii.PiiMasker;
import io.semanticrouter.tracing.LlmMessage;
import io.semanticrouter.tracing.LlmMessage.ToolCall;
import io.semanticrouter.understanding.Understanding;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes personal data out of messages and cuts them to their limit. Whatever a detector finds is
 * masked, however unsure it is: too much costs a word of a trace, too little a secret.
 */
final class ContentMasker {
  /** Stands behind a text that goes on. */
  private static final String CUT = "…";

  private static final int LONGEST = ContentLimits.MAX_CHARS + ContentLimits.MARGIN;

  private final PiiDetector detector;
  private final Understanding understanding;
  private int left = ContentLimits.MAX_CHARS;
  private int callsLeft = ContentLimits.MAX_CALLS;

  ContentMasker(PiiDetector detector, Understanding understanding) {
    this.detector = detector;
    this.understanding = understanding;
  }

  /** Masks messages, the last first, until there is no room for more. */
  List<LlmMessage> lastOf(List<LlmMessage> raw) {
    List<LlmMessage> kept = new ArrayList<>(raw.size());
    for (LlmMessage message : raw.reversed()) {
      if (left > 0) {
        kept.addFirst(mask(message));
      }
    }
    return List.copyOf(kept);
  }

  /** The same from the first on. */
  List<LlmMessage> firstOf(List<LlmMessage> raw) {
    List<LlmMessage> kept = new ArrayList<>(raw.size());
    for (LlmMessage message : raw) {
      if (left > 0) {
        kept.add(mask(message));
      }
    }
    return List.copyOf(kept);
  }

  private LlmMessage mask(LlmMessage message) {
    String text = mask(message.text());
    List<ToolCall> calls = new ArrayList<>(message.calls().size());
    for (ToolCall call : message.calls()) {
      if (left > 0 && callsLeft-- > 0) {
        calls.add(new ToolCall(mask(call.name()), mask(call.arguments())));
      }
    }
    return new LlmMessage(message.role(), text, calls, message.finishReason());
  }

  /** As much of a text as there is room for. */
  private String mask(String text) {
    if (text.isEmpty() || left == 0) {
      return "";
    }
    String read = readable(cut(text, left + ContentLimits.MARGIN));
    if (isTooMuch(read)) {
      left = Math.max(0, left - ContentCapture.OMITTED.length());
      return ContentCapture.OMITTED;
    }
    List<PiiEntity> found = detector.detect(read, understanding);
    // A text that is as long as any is read was cut before, perhaps within a value.
    boolean cut = read.length() < text.length() || text.length() >= LONGEST;
    int end = cut ? whole(read, found) : read.length();
    String masked =
        PiiMasker.maskText(
            read.substring(0, end), found.stream().filter(e -> e.end() <= end).toList());
    boolean goesOn = cut || masked.length() > left;
    // What is masked may be cut anywhere.
    String shown = goesOn ? cut(masked, left - 1) + CUT : masked;
    left -= shown.length();
    return shown;
  }

  /** The encoder leaves the middle of a text out that is too long for it: then less is read. */
  private String readable(String text) {
    String readable = text;
    while (!readable.isBlank()
        && understanding.reads(readable)
        && !understanding.read(readable).complete()) {
      readable = cut(readable, readable.length() / 2);
    }
    return readable;
  }

  /** True if the encoder would read it, but has read as much of this request as it may. */
  private boolean isTooMuch(String text) {
    return !understanding.equals(Understanding.NONE)
        && !text.isBlank()
        && !understanding.reads(text);
  }

  /** Where a text may end that goes on: before the margin, and behind what begins before it. */
  private static int whole(String text, List<PiiEntity> found) {
    int end = Math.max(0, text.length() - ContentLimits.MARGIN);
    for (PiiEntity entity : found) {
      if (entity.start() < end && entity.end() > end) {
        end = entity.end();
      }
    }
    return end;
  }

  private static String cut(String text, int length) {
    if (length >= text.length()) {
      return text;
    }
    int end = Math.max(0, length);
    boolean pair = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, pair ? end - 1 : end);
  }
}
