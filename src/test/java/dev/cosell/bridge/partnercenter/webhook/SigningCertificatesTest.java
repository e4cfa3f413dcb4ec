package dev.cosell.bridge.partnercenter.webhook;

import static dev.cosell.bridge.partnercenter.webhook.Refusals.assertRefused;
import static dev.cosell.bridge.partnercenter.webhook.SigningAuthority.TODAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.cosell.bridge.partnercenter.webhook.SigningAuthority.Wish;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningCertificatesTest {

  private static final SigningAuthority ROOT =
      SigningAuthority.root("CN=Test Root,O=Microsoft Corporation");
  private static final byte[] GOOD = ROOT.issue().der();
  private static final byte[] NEXT =
      ROOT.issue(Wish.usual().withKey(SigningAuthority.newKey("RSA", 2048))).der();
  private static final String URL = "https://cert.example/a.cer";

  private final SettableClock clock = new SettableClock(TODAY);
  private final AtomicInteger downloads = new AtomicInteger();
  private volatile Function<URI, byte[]> host = address -> GOOD;
  private SigningCertificates certificates;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    WebhookSecurity security =
        new WebhookSecurity(
            List.of("cert.example"),
            ROOT.pemIn(folder),
            false,
            WebhookSecurity.MICROSOFT,
            null,
            SignatureHeader.ANY);
    certificates = new SigningCertificates(security, this::download, clock);
  }

  @Test
  void downloadsACertificateOnceADay() {
    certificates.trusted(URL);
    clock.move(Duration.ofHours(24).minusSeconds(1));
    certificates.trusted(URL);
    certificates.trusted("HTTPS://Cert.Example:443/a.cer");
    assertThat(downloads).hasValue(1);

    clock.move(Duration.ofSeconds(1));
    certificates.trusted(URL);
    assertThat(downloads).hasValue(2);
  }

  @Test
  void usesNoCertificateBeyondItsValidity() {
    byte[] ending = ROOT.issue(Wish.usual().valid(-30, 0)).der();
    host = address -> ending;
    certificates.trusted(URL);

    clock.move(Duration.ofSeconds(1));
    assertRefused(401, () -> certificates.trusted(URL)).contains("expired");

    clock.move(Duration.ofSeconds(10));
    host = address -> GOOD;
    assertThat(certificates.trusted(URL).validAt(clock.instant())).isTrue();
    assertThat(downloads).hasValue(3);
  }

  @Test
  void judgesAgainWhenTheClockIsSetBack() {
    byte[] beginning = ROOT.issue(Wish.usual().valid(0, 30)).der();
    host = address -> beginning;
    certificates.trusted(URL);

    clock.move(Duration.ofSeconds(-1));

    assertRefused(401, () -> certificates.trusted(URL)).contains("not yet valid");
  }

  @Test
  void asksAFailingHostOnlyEveryTenSeconds() {
    host = failing(503);
    for (int request = 0; request < 100; request++) {
      assertRefused(503, () -> certificates.trusted(URL));
    }
    assertThat(downloads).hasValue(1);

    clock.move(Duration.ofSeconds(10));
    host = address -> GOOD;
    certificates.trusted(URL);
    assertThat(downloads).hasValue(2);
  }

  @Test
  void remembersAnUnusableCertificateShortlyAsWell() {
    host = address -> new byte[] {1, 2, 3};
    assertRefused(401, () -> certificates.trusted(URL));
    assertRefused(401, () -> certificates.trusted(URL));

    assertThat(downloads).hasValue(1);
  }

  @Test
  void asksNoForeignHost() {
    assertRefused(403, () -> certificates.trusted("https://evil.example/a.cer"));
    assertRefused(403, () -> certificates.renewed("https://evil.example/a.cer"));

    assertThat(downloads).hasValue(0);
  }

  @Test
  void downloadsOnceForAHundredRequestsAtOnce() {
    List<Thread> threads = new ArrayList<>();
    Queue<TrustedCertificate> received = new ConcurrentLinkedQueue<>();
    host = whenAllOthersWait(threads, GOOD);

    inParallel(threads, 100, () -> received.add(certificates.trusted(URL)));

    assertThat(received).hasSize(100);
    assertThat(downloads).hasValue(1);
  }

  @Test
  void failsOnceForAHundredRequestsAtOnce() {
    List<Thread> threads = new ArrayList<>();
    Queue<Integer> received = new ConcurrentLinkedQueue<>();
    host = whenAllOthersWait(threads, null);

    inParallel(threads, 100, () -> received.add(statusOf(URL)));

    assertThat(received).hasSize(100).containsOnly(503);
    assertThat(downloads).hasValue(1);
  }

  @Test
  void recoversFromAMistakeOfTheFetcher() {
    host =
        address -> {
          throw new IllegalStateException("closed");
        };
    assertThatIllegalStateException().isThrownBy(() -> certificates.trusted(URL));

    host = address -> GOOD;
    assertThat(certificates.trusted(URL).validAt(TODAY)).isTrue();
  }

  @Test
  void downloadsFromFewNewAddressesInAMinute() {
    host = failing(401);
    List<Integer> answers = new ArrayList<>();
    for (int address = 0; address < 500; address++) {
      answers.add(statusOf(URL + "?" + address));
    }
    assertThat(answers.subList(0, 60)).containsOnly(401);
    assertThat(answers.subList(60, 500)).containsOnly(503);
    assertThat(downloads).hasValue(60);

    clock.move(Duration.ofSeconds(59));
    assertThat(statusOf(URL + "?late")).isEqualTo(503);
    clock.move(Duration.ofSeconds(1));
    assertThat(statusOf(URL + "?late")).as("no refusal was remembered").isEqualTo(401);
  }

  @Test
  void keepsAndRenewsAGoodCertificateDuringAFloodOfAddresses() {
    certificates.trusted(URL);
    for (int minute = 0; minute < 24 * 60 + 1; minute++) {
      for (int address = 0; address < 21; address++) {
        String odd = URL + "?" + minute + "." + address;
        host = failing(401);
        assertThat(statusOf(odd)).isIn(401, 503);
      }
      clock.move(Duration.ofMinutes(1));
    }
    assertThat(statusOf(URL + "?1")).isEqualTo(401);
    for (int address = 0; address < 30; address++) {
      statusOf(URL + "?last" + address);
    }
    int before = downloads.get();

    host = address -> GOOD;
    assertThat(certificates.trusted(URL).validAt(TODAY)).isTrue();
    assertThat(downloads).hasValue(before + 1);
  }

  @Test
  void forgetsTheLeastUsedOfVeryManyGoodAddresses() {
    for (int address = 0; address < 65; address++) {
      certificates.trusted(URL + "?" + address);
      certificates.trusted(URL + "?0");
      clock.move(Duration.ofSeconds(10));
    }
    assertThat(downloads).hasValue(65);

    certificates.trusted(URL + "?0");
    assertThat(downloads).hasValue(65);
    certificates.trusted(URL + "?1");
    assertThat(downloads).hasValue(66);
  }

  @Test
  void renewsADoubtedCertificateEveryFiveMinutesAtMost() {
    TrustedCertificate old = certificates.trusted(URL);
    host = address -> NEXT;

    clock.move(Duration.ofMinutes(5).minusSeconds(1));
    assertThat(certificates.renewed(URL)).contains(old);
    clock.move(Duration.ofSeconds(1));
    assertThat(certificates.renewed(URL)).get().isNotEqualTo(old);
    assertThat(certificates.renewed(URL)).get().isEqualTo(certificates.trusted(URL));
    assertThat(downloads).hasValue(2);
  }

  @Test
  void keepsTheOldCertificateWhenARenewalFails() {
    TrustedCertificate old = certificates.trusted(URL);
    host = failing(503);
    clock.move(Duration.ofMinutes(5));

    for (int request = 0; request < 100; request++) {
      assertThat(certificates.renewed(URL)).isEmpty();
      assertThat(certificates.trusted(URL)).isEqualTo(old);
    }
    assertThat(downloads).hasValue(2);
  }

  private byte[] download(URI address) {
    downloads.incrementAndGet();
    return host.apply(address);
  }

  private int statusOf(String url) {
    try {
      certificates.trusted(url);
      return 200;
    } catch (WebhookRefused refused) {
      return refused.status();
    }
  }

  private static Function<URI, byte[]> failing(int status) {
    return address -> {
      throw status == 503
          ? WebhookRefused.unavailable("host in trouble")
          : WebhookRefused.unauthorized("no certificate");
    };
  }

  /** Answers only once every other thread waits, or has come here as well. */
  private Function<URI, byte[]> whenAllOthersWait(List<Thread> threads, byte @Nullable [] answer) {
    return address -> {
      await()
          .until(
              () ->
                  downloads.get() > 1
                      || threads.stream()
                              .filter(thread -> thread.getState() == Thread.State.WAITING)
                              .count()
                          == threads.size() - 1);
      if (answer == null) {
        throw WebhookRefused.unavailable("host in trouble");
      }
      return answer;
    };
  }

  private static void inParallel(List<Thread> threads, int count, Runnable work) {
    for (int thread = 0; thread < count; thread++) {
      threads.add(new Thread(work));
    }
    threads.forEach(Thread::start);
    await()
        .until(
            () ->
                threads.stream().allMatch(thread -> thread.getState() == Thread.State.TERMINATED));
  }
}
