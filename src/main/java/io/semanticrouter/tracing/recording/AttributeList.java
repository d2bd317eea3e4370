package io.semanticrouter.tracing.recording;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Attributes in the order in which they were set first, bounded in number. A span has a dozen:
 * going through the hashes that its keys know takes less time than a hash map, and no memory for
 * its nodes.
 */
final class AttributeList implements Attributes {
  /** Most spans of the router have no more. */
  private static final int FEW = 12;

  private final int capacity;
  private AttributeKey<?>[] keys;
  private Object[] values;
  private int size;
  private int dropped;

  /** An empty list of {@code capacity} attributes at most. */
  AttributeList(int capacity) {
    this.capacity = capacity;
    int room = Math.min(FEW, capacity);
    keys = new AttributeKey<?>[room];
    values = new Object[room];
  }

  private AttributeList(AttributeList other) {
    capacity = other.capacity;
    keys = other.keys.clone();
    values = other.values.clone();
    size = other.size;
    dropped = other.dropped;
  }

  AttributeList copy() {
    return new AttributeList(this);
  }

  /**
   * Sets an attribute, in the place of the one with its key if there is one; one too many is
   * dropped.
   */
  void put(AttributeKey<?> key, Object value) {
    int at = indexOf(key);
    if (at >= 0) {
      values[at] = value;
    } else if (size == capacity) {
      dropped++;
    } else {
      add(key, value);
    }
  }

  private void add(AttributeKey<?> key, Object value) {
    if (size == keys.length) {
      int room = Math.min(2 * size, capacity);
      keys = Arrays.copyOf(keys, room);
      values = Arrays.copyOf(values, room);
    }
    keys[size] = key;
    values[size] = value;
    size++;
  }

  private int indexOf(AttributeKey<?> key) {
    int hash = key.hashCode();
    for (int i = 0; i < size; i++) {
      if (keys[i].hashCode() == hash && keys[i].equals(key)) {
        return i;
      }
    }
    return -1;
  }

  /** How many found no room. */
  int dropped() {
    return dropped;
  }

  @Override
  @SuppressWarnings("unchecked") // put with a value of its key's type
  public <T> T get(AttributeKey<T> key) {
    int at = indexOf(key);
    return at < 0 ? null : (T) values[at];
  }

  @Override
  public void forEach(BiConsumer<? super AttributeKey<?>, ? super Object> consumer) {
    for (int i = 0; i < size; i++) {
      consumer.accept(keys[i], values[i]);
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public boolean isEmpty() {
    return size == 0;
  }

  @Override
  public Map<AttributeKey<?>, Object> asMap() {
    Map<AttributeKey<?>, Object> map = LinkedHashMap.newLinkedHashMap(size);
    forEach(map::put);
    return Collections.unmodifiableMap(map);
  }

  @Override
  public AttributesBuilder toBuilder() {
    return Attributes.builder().putAll(this);
  }

  @Override
  public String toString() {
    return asMap().toString();
  }
}
