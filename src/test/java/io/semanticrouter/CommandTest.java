package io.semanticrouter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

  private static Command parse(String line) {
    return Command.of(line.isEmpty() ? new String[0] : line.split(" ", -1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-Xmx64m", "-Da.b=c", "-XX:MaxHeapSize=64m -Dx"})
  void startsWithoutACommand(String line) {
    // When
    Command command = parse(line);
    // Then
    assertThat(command).isEqualTo(new Command.Start());
  }

  @ParameterizedTest
  @ValueSource(strings = {"validate my.yaml", "-Xmx64m validate -Da=b my.yaml"})
  void validatesAFile(String line) {
    // When
    Command command = parse(line);
    // Then
    assertThat(command).isEqualTo(new Command.Validate(Optional.of("my.yaml"), false));
  }

  @Test
  void validatesWhatAStartWouldUse() {
    // When
    Command command = parse("validate");
    // Then
    assertThat(command).isEqualTo(new Command.Validate(Optional.empty(), false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"validate --probe my.yaml", "validate my.yaml --probe"})
  void probesToo(String line) {
    // When
    Command command = parse(line);
    // Then
    assertThat(command).isEqualTo(new Command.Validate(Optional.of("my.yaml"), true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help"})
  void helps(String line) {
    // When
    Command command = parse(line);
    // Then
    assertThat(command).isEqualTo(new Command.Help());
  }

  @Test
  void showsTheVersion() {
    // When
    Command command = parse("--version");
    // Then
    assertThat(command).isEqualTo(new Command.ShowVersion());
  }

  @ParameterizedTest
  @CsvSource({
    "valdate, unknown command \"valdate\"",
    "--config x.yaml, unknown command \"--config\"",
    "validate a.yaml b.yaml, unexpected argument \"b.yaml\"",
    "--probe, unknown command \"--probe\"",
    "--version now, unexpected argument \"now\"",
  })
  void saysWhatIsAllowed(String line, String problem) {
    // When
    Command command = parse(line);
    // Then
    assertThat(command)
        .isEqualTo(
            new Command.Wrong(
                problem + "; allowed: validate [--probe] [file], --version or --help"));
  }
}
