package io.semanticrouter.api;

import io.semanticrouter.chat.Member;
import io.semanticrouter.chat.ModelRequest;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The request's sampling parameters as JSON, for the trace: numbers and switches, no content. */
final class InvocationParameters {
  private static final Set<String> NAMES =
      Set.of(
          "temperature",
          "top_p",
          "top_k",
          "min_p",
          "n",
          "best_of",
          "dimensions",
          "seed",
          "max_tokens",
          "max_completion_tokens",
          "max_output_tokens",
          "presence_penalty",
          "frequency_penalty",
          "repetition_penalty",
          "logprobs",
          "top_logprobs",
          "ignore_eos",
          "parallel_tool_calls");

  private static final int LONGEST_VALUE = 32;

  private InvocationParameters() {}

  static String of(ModelRequest request) {
    StringBuilder json = new StringBuilder(64).append('{');
    for (Member member : request.members()) {
      if (NAMES.contains(member.name())
          && isPlain(request.body()[member.value().start()])
          && member.value().length() <= LONGEST_VALUE) {
        json.append(json.length() > 1 ? "," : "")
            .append('"')
            .append(member.name())
            .append("\":")
            .append(
                new String(
                    request.body(),
                    member.value().start(),
                    member.value().length(),
                    StandardCharsets.US_ASCII));
      }
    }
    return json.append('}').toString();
  }

  private static boolean isPlain(byte first) {
    return first == '-' || (first >= '0' && first <= '9') || first == 't' || first == 'f';
  }
}
