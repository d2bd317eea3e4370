package io.semanticrouter.security.pii;

import io.semanticrouter.understanding.Reading;
import io.semanticrouter.understanding.Understanding;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Personal data by its structure, and by the encoder's tags where there is an encoder. */
@ApplicationScoped
public class TieredPiiDetector implements PiiDetector {
  private final StructuredPiiDetector structured;

  public TieredPiiDetector(StructuredPiiDetector structured) {
    this.structured = structured;
  }

  @Override
  public List<PiiEntity> detect(String text, Understanding understanding) {
    List<PiiEntity> found = structured.detect(text);
    if (text.isBlank() || !understanding.reads(text)) {
      return found;
    }
    List<Reading.Span> tags = PersonNames.complete(text, understanding.read(text).spans());
    return EntityMerger.merge(text, PlacedPostcodes.add(text, found, tags), tags);
  }
}
