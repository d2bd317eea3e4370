package io.semanticrouter.understanding;

import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.understanding.onnx.OnnxEncoder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The weights, with all that belongs to them: vocabulary and calibration. Safe for any thread. */
public final class EncoderModel implements AutoCloseable {
  private final Encoder encoder;
  private final TextReader reader;
  private final RecentReadings recent;

  private EncoderModel(Encoder encoder, TextReader reader, int remembered) {
    this.encoder = encoder;
    this.reader = reader;
    this.recent = new RecentReadings(reader::read, remembered);
  }

  /**
   * Loads the model of the configuration, the built-in one unless it names another.
   *
   * @throws IllegalStateException if there is none, or one of another form
   */
  public static EncoderModel load(RouterConfig.Encoder settings) {
    ModelFiles files = new ModelFiles(settings.modelDir());
    Calibration calibration = Calibration.read(files.open("encoder.properties"));
    WordPieces wordPieces = new WordPieces(Vocabulary.read(files.open("vocab.txt")));
    try (InputStream model = files.open("encoder.onnx")) {
      Encoder encoder = OnnxEncoder.load(model);
      TextReader reader = new TextReader(encoder, wordPieces, calibration, settings.maxTokens());
      return new EncoderModel(encoder, reader, settings.rememberedTexts());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A view for one request and one thread. */
  public Understanding understanding() {
    return new MemoizedUnderstanding(reader, recent);
  }

  @Override
  public void close() {
    encoder.close();
  }

  /** Where a model's files are: a folder, or this package's resources. */
  private record ModelFiles(Optional<String> folder) {
    InputStream open(String name) {
      try {
        InputStream in =
            folder.isPresent()
                ? Files.newInputStream(Path.of(folder.get(), name))
                : EncoderModel.class.getResourceAsStream(name);
        if (in == null) {
          throw new IllegalStateException("this build holds no " + name);
        }
        return new BufferedInputStream(in, 1 << 16);
      } catch (IOException e) {
        throw new IllegalStateException(
            "encoder.model_dir: " + name + " cannot be read in " + folder.orElseThrow(), e);
      }
    }
  }
}
