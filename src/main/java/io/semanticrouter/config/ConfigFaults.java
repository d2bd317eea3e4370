package io.semanticrouter.config;

import java.util.List;
import java.util.stream.Collectors;

/** Everything that is wrong with a configuration, found in one go; the message has a line each. */
public final class ConfigFaults extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<ConfigFault> faults;

  public ConfigFaults(List<ConfigFault> faults) {
    super(
        faults.stream().map(ConfigFault::line).collect(Collectors.joining(System.lineSeparator())));
    this.faults = List.copyOf(faults);
  }

  public List<ConfigFault> faults() {
    return faults;
  }
}
