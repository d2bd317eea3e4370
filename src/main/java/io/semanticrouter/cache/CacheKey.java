package io.semanticrouter.cache;

import io.semanticrouter.chat.ChatMessage;
import io.semanticrouter.chat.ChatRequest;
import io.semanticrouter.chat.Member;
import io.semanticrouter.chat.Slice;
import io.semanticrouter.chat.TextPlaces;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * What makes two requests the same: the caller, the configuration, and every member of the body
 * that can change the answer. Order of the top-level members and white space between tokens do not
 * count; numbers and strings count as written.
 *
 * <p>The key has two halves, so that requests which differ in nothing but the last user message can
 * be found together. Both are SHA-256 in hex; neither can be read back.
 *
 * @param partition hash of everything but the text of the last user message
 * @param text hash of that text within its partition: the same text of two callers has two hashes
 */
public record CacheKey(String partition, String text) {
  private static final int SHOWN_DIGITS = 32;

  /** Members that change how an answer is delivered or booked, not what it says. */
  private static final Set<String> WITHOUT_INFLUENCE =
      Set.of("stream", "stream_options", "user", "safety_identifier", "metadata", "store");

  /**
   * The key of a request.
   *
   * @param caller who asks, or null if nobody is named; a caller never sees another's answers
   * @param configuration stands for what it says of how requests are answered: an answer does not
   *     outlive it
   */
  public static CacheKey of(ChatRequest request, String caller, String configuration) {
    ChatMessage last = request.lastUserMessage();
    List<Slice> texts = last == null ? List.of() : TextPlaces.of(request.body(), last);
    byte[] partition = partition(request, caller, configuration, texts);
    KeyDigest text = new KeyDigest().add(partition);
    for (Slice place : texts) {
      text.add(request.body(), place);
    }
    HexFormat hex = HexFormat.of();
    return new CacheKey(hex.formatHex(partition), hex.formatHex(text.finish()));
  }

  private static byte[] partition(
      ChatRequest request, String caller, String configuration, List<Slice> texts) {
    List<Member> members = new ArrayList<>(request.members().size());
    for (Member member : request.members()) {
      if (!WITHOUT_INFLUENCE.contains(member.name())) {
        members.add(member);
      }
    }
    members.sort(Comparator.comparing(Member::name));
    KeyDigest digest = new KeyDigest().add(caller).add(configuration);
    for (Member member : members) {
      boolean holdsTexts = member.value().equals(request.messagesArray());
      digest
          .add(member.name())
          .addJson(request.body(), member.value(), holdsTexts ? texts : List.of());
    }
    return digest.finish();
  }

  /** What a span shows of the key: enough to tell requests apart, nothing to read. */
  public String hash() {
    return text.substring(0, SHOWN_DIGITS);
  }

  @Override
  public String toString() {
    return hash();
  }
}
