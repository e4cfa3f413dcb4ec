package dev.cosell.bridge.partnercenter.webhook;

import static dev.cosell.bridge.partnercenter.webhook.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class BodyLimitTest {

  private final BodyLimit limit = new BodyLimit(1000);

  @Test
  void readsABodyOfExactlyTheLimit() throws IOException {
    assertThat(limit.read(new ByteArrayInputStream(new byte[1000]), -1)).hasSize(1000);
    assertThat(limit.read(new ByteArrayInputStream(new byte[1000]), 1000)).hasSize(1000);
    assertThat(limit.read(InputStream.nullInputStream(), 0)).isEmpty();
  }

  @Test
  void stopsReadingAnEndlessBodyOneByteAfterTheLimit() {
    Endless endless = new Endless();

    assertRefused(413, () -> limit.read(endless, -1)).contains("1000 bytes");

    assertThat(endless.read).isEqualTo(1001);
  }

  @Test
  void believesNoDeclaredLengthThatIsTooSmall() {
    assertRefused(413, () -> limit.read(new Endless(), 10));
  }

  @Test
  void readsNothingOfABodyThatDeclaresItselfTooLarge() {
    Endless endless = new Endless();

    assertRefused(413, () -> limit.read(endless, 1001));

    assertThat(endless.read).isZero();
  }

  @Test
  void isAQuarterOfAMebibyteByDefault() {
    assertThat(BodyLimit.DEFAULT.bytes()).isEqualTo(262_144);
  }

  @Test
  void needsToLimitSomething() {
    assertThatIllegalArgumentException().isThrownBy(() -> new BodyLimit(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new BodyLimit(Integer.MAX_VALUE));
  }

  private static final class Endless extends InputStream {
    private int read;

    @Override
    public int read() {
      read++;
      return 'x';
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      read += length;
      return length;
    }
  }
}
