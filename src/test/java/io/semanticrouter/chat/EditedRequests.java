package io.semanticrouter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What the fuzz tests of all APIs do to a request, and expect of every edit. */
final class EditedRequests {
  static final String PROMPT = "P \"é\"";

  private EditedRequests() {}

  /** Asks for another model, a system prompt and reasoning. */
  static BodyEditor edit(Conversation request, boolean insert) {
    BodyEditor editor = BodyEditor.of(request).model("other");
    return (insert ? editor.insertSystemPrompt(PROMPT) : editor.replaceSystemPrompt(PROMPT))
        .templateSwitch("enable_thinking", insert)
        .effort("reasoning_effort", "high");
  }

  /** What is not edited is there byte for byte and in its order. */
  static void assertOthersKept(ModelRequest request, ModelRequest again, Set<String> edited) {
    List<Member> before = others(request, edited);
    List<Member> after = others(again, edited);
    assertThat(after)
        .extracting(Member::name)
        .isEqualTo(before.stream().map(Member::name).toList());
    for (int i = 0; i < before.size(); i++) {
      assertThat(raw(again, after.get(i))).isEqualTo(raw(request, before.get(i)));
    }
  }

  private static List<Member> others(ModelRequest request, Set<String> edited) {
    return request.members().stream().filter(member -> !edited.contains(member.name())).toList();
  }

  private static byte[] raw(ModelRequest request, Member member) {
    Slice at = member.value();
    return Arrays.copyOfRange(request.body(), at.start(), at.end());
  }
}
