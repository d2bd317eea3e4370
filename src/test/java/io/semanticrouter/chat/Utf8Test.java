package io.semanticrouter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "1234567",
        "12345678",
        "123456789",
        "é",
        "1234567é",
        "12345678é",
        "日本語",
        "🙂",
        "\0"
      })
  void textIsValidAndItsCutsAreNot(String text) {
    // Given
    byte[] whole = text.getBytes(StandardCharsets.UTF_8);

    // When, Then
    assertThat(Utf8.isValid(whole)).isTrue();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThat(Utf8.isValid(cut)).as("%s cut at %s", text, length).isEqualTo(isDecodable(cut));
    }
  }

  @Test
  void agreesWithTheStrictDecoder() {
    Random random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      // Given: mostly ASCII, with a few bytes that may or may not be the form of a character
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      for (int i = 0; i < bytes.length; i++) {
        if (random.nextInt(8) != 0) {
          bytes[i] &= 0x7F;
        }
      }
      if (bytes.length > 4 && random.nextBoolean()) {
        byte[] character =
            Character.toString(0x80 + random.nextInt(0xD000)).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(character, 0, bytes, random.nextInt(bytes.length - 3), character.length);
      }

      // When, Then
      assertThat(Utf8.isValid(bytes)).as(Arrays.toString(bytes)).isEqualTo(isDecodable(bytes));
    }
  }

  private static boolean isDecodable(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
