package dev.cosell.bridge.partnercenter.webhook;

import static dev.cosell.bridge.partnercenter.webhook.Refusals.assertRefused;
import static dev.cosell.bridge.partnercenter.webhook.SigningAuthority.TODAY;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;

class NotificationSignaturePropertyTest {

  private static final SigningAuthority ROOT =
      SigningAuthority.root("CN=Test Root,O=Microsoft Corporation");
  private static final SigningAuthority LEAF = ROOT.issue();
  private static final NotificationSignature SIGNATURE = signature();

  @Property(tries = 100)
  void acceptsEveryBodyThatIsSigned(@ForAll byte[] body) {
    assertThatCode(() -> verify(LEAF.header(body), body)).doesNotThrowAnyException();
  }

  @Property(tries = 200)
  void refusesABodyWithOneBitFlipped(
      @ForAll @NotEmpty byte[] body, @ForAll int position, @ForAll @IntRange(max = 7) int bit) {
    String header = LEAF.header(body);

    assertRefused(401, () -> verify(header, flipped(body, position, bit)));
  }

  @Property(tries = 200)
  void refusesASignatureWithOneBitFlipped(
      @ForAll byte[] body, @ForAll int position, @ForAll @IntRange(max = 7) int bit) {
    byte[] wrong = flipped(LEAF.sign(body, "SHA256withRSA"), position, bit);
    String header = "Signature " + Base64.getEncoder().encodeToString(wrong);

    assertRefused(401, () -> verify(header, body));
  }

  @Property(tries = 1000)
  void refusesASignatureTextWithOneBitFlipped(
      @ForAll @IntRange(max = 343) int position, @ForAll @IntRange(max = 7) int bit) {
    byte[] body = {'{', '}'};
    byte[] text = LEAF.header(body).substring("Signature ".length()).getBytes(ISO_8859_1);
    String header = "Signature " + new String(flipped(text, position, bit), ISO_8859_1);

    assertRefused(401, () -> verify(header, body));
  }

  @Property(tries = 500)
  void refusesArbitraryHeaders(
      @ForAll String signature, @ForAll String url, @ForAll String algorithm) {
    Map<String, String> headers =
        Map.of(
            "Authorization", signature,
            "X-MS-Certificate-Url", url,
            "X-MS-Signature-Algorithm", algorithm);
    assertRefused(401, () -> SIGNATURE.verify(headers, new byte[0]));
  }

  @Property(tries = 500)
  void refusesArbitraryAddresses(@ForAll String url) {
    byte[] body = {};
    Map<String, String> headers =
        Map.of(
            "Authorization",
            LEAF.header(body),
            "X-MS-Certificate-Url",
            "https://" + url,
            "X-MS-Signature-Algorithm",
            "rsa-sha256");
    assertRefused(403, () -> SIGNATURE.verify(headers, body));
  }

  private static byte[] flipped(byte[] bytes, int position, int bit) {
    byte[] copy = bytes.clone();
    copy[Math.floorMod(position, copy.length)] ^= (byte) (1 << bit);
    return copy;
  }

  private static void verify(String header, byte[] body) {
    SIGNATURE.verify(
        Map.of(
            "x-ms-signature", header,
            "X-MS-Certificate-Url", "https://cert.example/a.cer",
            "X-MS-Signature-Algorithm", "rsa-sha256"),
        body);
  }

  private static NotificationSignature signature() {
    try {
      Path folder = Files.createTempDirectory("anchors");
      WebhookSecurity security =
          new WebhookSecurity(
              List.of("cert.example"),
              ROOT.pemIn(folder),
              false,
              WebhookSecurity.MICROSOFT,
              null,
              SignatureHeader.ANY);
      return new NotificationSignature(
          security,
          new SigningCertificates(security, address -> LEAF.der(), new SettableClock(TODAY)));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
