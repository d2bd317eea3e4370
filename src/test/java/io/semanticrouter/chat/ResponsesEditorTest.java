package io.semanticrouter.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsesEditorTest {
  private static String edit(String body, UnaryOperator<BodyEditor> edits) {
    BodyEditor editor = BodyEditor.of(ResponsesRequestReader.read(body.getBytes(UTF_8)));
    return new String(edits.apply(editor).toBytes(), UTF_8);
  }

  @Test
  void keepsWhatIsNotEdited() {
    // Given
    String body = " {\"model\" :\"m\", \"input\":\"x\",\"seed\":1e2 , \"vendor\":{ } }\n";

    // Then
    assertThat(edit(body, editor -> editor.model("m"))).isEqualTo(body);
    assertThat(edit(body, editor -> editor.model("n")))
        .isEqualTo(" {\"model\" :\"n\", \"input\":\"x\",\"seed\":1e2 , \"vendor\":{ } }\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // body | replaced | inserted
        "{'model':'m','input':'x'}"
            + "|{'model':'m','input':'x','instructions':'P'}"
            + "|{'model':'m','input':'x','instructions':'P'}",
        "{'model':'m','instructions':null,'input':'x'}"
            + "|{'model':'m','instructions':'P','input':'x'}"
            + "|{'model':'m','instructions':'P','input':'x'}",
        "{'model':'m','instructions':'','input':'x'}"
            + "|{'model':'m','instructions':'P','input':'x'}"
            + "|{'model':'m','instructions':'P','input':'x'}",
        "{'model':'m','instructions':'Old','input':'x'}"
            + "|{'model':'m','instructions':'P','input':'x'}"
            + "|{'model':'m','instructions':'P\\n\\nOld','input':'x'}",
        "{'model':'m','input':[{'role':'system','content':'Old'}]}"
            + "|{'model':'m','input':[{'role':'system','content':'P'}]}"
            + "|{'model':'m','input':[{'role':'system','content':'P\\n\\nOld'}]}",
        "{'model':'m','input':[{'role':'developer','content':[{'type':'input_text','text':'Old'}]}]}"
            + "|{'model':'m','input':[{'role':'developer','content':'P'}]}"
            + "|{'model':'m','input':[{'role':'developer','content':[{'type':'input_text','text':'P'},"
            + "{'type':'input_text','text':'Old'}]}]}",
        "{'model':'m','instructions':'Old','input':[{'role':'system','content':'Too'}]}"
            + "|{'model':'m','instructions':'P','input':[{'role':'system','content':'Too'}]}"
            + "|{'model':'m','instructions':'P\\n\\nOld','input':[{'role':'system','content':'Too'}]}"
      })
  void putsTheSystemPromptWhereTheClientHasIts(String body, String replaced, String inserted) {
    // Given
    String sent = body.replace('\'', '"');

    // Then
    assertThat(edit(sent, editor -> editor.replaceSystemPrompt("P")))
        .isEqualTo(replaced.replace('\'', '"'));
    assertThat(edit(sent, editor -> editor.insertSystemPrompt("P")))
        .isEqualTo(inserted.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'model':'m','input':'x'}|{'model':'m','input':'x','reasoning':{'effort':'high'}}",
        "{'model':'m','input':'x','reasoning':null}"
            + "|{'model':'m','input':'x','reasoning':{'effort':'high'}}",
        "{'model':'m','input':'x','reasoning':{'summary':'auto'}}"
            + "|{'model':'m','input':'x','reasoning':{'summary':'auto','effort':'high'}}",
        "{'model':'m','input':'x','reasoning':{'effort':'low'}}"
            + "|{'model':'m','input':'x','reasoning':{'effort':'high'}}"
      })
  void saysTheEffortInTheObjectOfThisApi(String body, String edited) {
    assertThat(edit(body.replace('\'', '"'), editor -> editor.effort("reasoning_effort", "high")))
        .isEqualTo(edited.replace('\'', '"'));
  }

  @Test
  void writesOtherFieldsOfAFamilyAsTheyAre() {
    // When
    String edited =
        edit(
            "{\"model\":\"m\",\"input\":\"x\"}",
            editor -> editor.effort("thinking_budget", "low").templateSwitch("thinking", true));

    // Then
    assertThat(edited)
        .isEqualTo(
            "{\"model\":\"m\",\"input\":\"x\",\"thinking_budget\":\"low\","
                + "\"chat_template_kwargs\":{\"thinking\":true}}");
  }
}
