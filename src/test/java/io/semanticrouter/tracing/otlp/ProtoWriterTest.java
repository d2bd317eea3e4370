package io.semanticrouter.tracing.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against the writer of protobuf's own library. */
class ProtoWriterTest {
  private final ProtoWriter writer = new ProtoWriter(1);

  private byte[] written() {
    return Arrays.copyOf(writer.bytes(), writer.length());
  }

  /** What the library writes. */
  private interface Fields {
    void to(CodedOutputStream out) throws IOException;
  }

  private static byte[] expected(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    fields.to(out);
    out.flush();
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 127, 128, 16_383, 16_384, Integer.MAX_VALUE, Long.MAX_VALUE, -1})
  void writesNumbers(long value) throws IOException {
    // When
    writer.number(1, value).number(16, value).fixed64(2, value).fixed32(3, (int) value);

    // Then
    assertThat(written())
        .isEqualTo(
            expected(
                out -> {
                  out.writeInt64(1, value);
                  out.writeInt64(16, value);
                  out.writeFixed64(2, value);
                  out.writeFixed32(3, (int) value);
                }));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 300, 16_383, 16_384, 2_097_152})
  void writesMessagesOfEveryLength(int length) throws IOException {
    // Given
    byte[] content = new byte[length];
    Arrays.fill(content, (byte) 7);

    // When
    int begin = writer.number(1, 1).begin(2);
    writer.raw(content, length).end(begin);
    writer.number(3, 3);

    // Then
    byte[] expected =
        expected(
            out -> {
              out.writeInt64(1, 1);
              out.writeByteArray(2, content);
              out.writeInt64(3, 3);
            });
    assertThat(written()).isEqualTo(expected);
    assertThat(ProtoWriter.headLength(2, length)).isEqualTo(expected.length - length - 4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "plain", "Grüße", "日本語", "\uD83D\uDE00", "half \uD83D", "late \u00e9"})
  void writesTexts(String value) throws IOException {
    // When
    writer.text(5, value).text(5, value.repeat(100)).number(6, 1);

    // Then
    assertThat(written())
        .isEqualTo(
            expected(
                out -> {
                  out.writeByteArray(5, value.getBytes(StandardCharsets.UTF_8));
                  out.writeByteArray(5, value.repeat(100).getBytes(StandardCharsets.UTF_8));
                  out.writeInt64(6, 1);
                }));
  }

  @Test
  void writesHexDigitsAsBytes() throws IOException {
    // Given
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (97 * i);
    }

    // When
    writer.hex(1, HexFormat.of().formatHex(bytes));

    // Then
    assertThat(written()).isEqualTo(expected(out -> out.writeByteArray(1, bytes)));
  }

  @Test
  void isUsedAgain() throws IOException {
    // Given
    writer.text(1, "something long that was there before");

    // When
    writer.clear();
    writer.number(2, 5);

    // Then
    assertThat(written()).isEqualTo(expected(out -> out.writeInt64(2, 5)));
  }
}
