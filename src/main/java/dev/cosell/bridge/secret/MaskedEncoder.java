package dev.cosell.bridge.secret;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Masks secrets in what another encoder writes, be it by a pattern or as JSON. */
final class MaskedEncoder extends EncoderBase<ILoggingEvent> {

  private final Encoder<ILoggingEvent> plain;
  private final Charset charset;

  MaskedEncoder(Encoder<ILoggingEvent> plain) {
    this.plain = plain;
    this.charset =
        plain instanceof PatternLayoutEncoder pattern
            ? Objects.requireNonNullElse(pattern.getCharset(), Charset.defaultCharset())
            : StandardCharsets.UTF_8;
  }

  @Override
  public byte[] headerBytes() {
    return plain.headerBytes();
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    return Secrets.masked(new String(plain.encode(event), charset)).getBytes(charset);
  }

  @Override
  public byte[] footerBytes() {
    return plain.footerBytes();
  }
}
