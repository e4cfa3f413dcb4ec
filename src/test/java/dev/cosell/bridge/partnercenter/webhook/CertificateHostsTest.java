package dev.cosell.bridge.partnercenter.webhook;

import static dev.cosell.bridge.partnercenter.webhook.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateHostsTest {

  private final CertificateHosts hosts =
      new CertificateHosts(List.of(" Good.example", "port.example:8443", "[::1]:9443"), false);
  private final CertificateHosts sandbox =
      new CertificateHosts(List.of("good.example", "127.0.0.1:8080"), true);

  @ParameterizedTest
  @CsvSource({
    "https://good.example/cert/a.cer, https://good.example/cert/a.cer",
    "HTTPS://GOOD.Example:443/A.cer?sv=1%2F2, https://good.example/A.cer?sv=1%2F2",
    "https://good.example, https://good.example/",
    "https://port.example:8443/a, https://port.example:8443/a",
    "https://[::1]:9443/a, https://[::1]:9443/a",
  })
  void allowsAListedHostInWhateverCase(String url, String normal) {
    assertThat(hosts.allowed(url)).hasToString(normal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/a.cer",
        "https://good.example.evil.example/a",
        "https://evilgood.example/a",
        "https://sub.good.example/a",
        "https://good.example./a",
        "https://good.example:8443/a",
        "https://good.example:0/a",
        "https://good.example:65979/a",
        "https://port.example/a",
        "https://port.example:443/a",
        "https://127.0.0.1/a",
        "https://2130706433/a",
        "https://[::1]/a",
        "http://good.example/a",
        "http://good.example:443/a",
        "ftp://good.example/a",
        "file:///etc/passwd",
        "jar:https://good.example/a!/b",
        "https:good.example/a",
        "//good.example/a",
        "good.example/a",
        "https://good.example@evil.example/a",
        "https://user@good.example/a",
        "https://@good.example/a",
        "https://good.example/a#b",
        "https://good.example/a#",
        "https://evil.example\\@good.example/a",
        "https://good.example\\.evil.example/a",
        "https://good.ex%61mple/a",
        "https://good.example%00.evil.example/a",
        "https://good\u3002example/a",
        "https://g\u00f6\u00f6d.example/a",
        "https://good.example/a b",
        "https://good.example/a\r\nHost: evil.example",
        "https://good.example/a, https://good.example/b",
        "https://good_example/a",
        "https://",
        "https:///a",
        ":",
        "%"
      })
  void refusesEveryOtherAddress(String url) {
    assertRefused(403, () -> hosts.allowed(url)).doesNotContain("/a").doesNotContain("@");
  }

  @Test
  void refusesAnEndlessAddress() {
    assertRefused(403, () -> hosts.allowed("https://good.example/" + "a".repeat(3000)));
    assertRefused(403, () -> hosts.allowed("https://" + "a".repeat(1000) + ".example/"))
        .hasSizeLessThan(200);
  }

  @Test
  void allowsHttpOnlyForASandbox() {
    assertThat(sandbox.allowed("http://127.0.0.1:8080/a")).hasToString("http://127.0.0.1:8080/a");
    assertThat(sandbox.allowed("http://good.example:80/a")).hasToString("http://good.example/a");
    assertThat(sandbox.allowed("https://good.example/a")).hasToString("https://good.example/a");
    assertRefused(403, () -> sandbox.allowed("http://good.example:443/a"));
    assertRefused(403, () -> sandbox.allowed("http://127.0.0.1:8081/a"));
    assertRefused(403, () -> sandbox.allowed("file://good.example/a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "https://good.example", "*.example", "good.example/", "a@b", "a b", "h:port"})
  void reportsAnEntryThatIsNoHost(String entry) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CertificateHosts(List.of(entry), false))
        .withMessageContaining("'" + entry + "'");
  }

  @Test
  void trustsNobodyWithoutAList() {
    CertificateHosts none = new CertificateHosts(List.of(), true);

    assertRefused(403, () -> none.allowed("https://good.example/a"));
  }
}
