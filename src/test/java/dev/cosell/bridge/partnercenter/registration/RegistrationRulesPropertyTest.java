package dev.cosell.bridge.partnercenter.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.partnercenter.registration.Verdict.Different;
import dev.cosell.bridge.partnercenter.webhook.SignatureHeader;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RegistrationRulesPropertyTest {

  private static final List<String> NAMES =
      List.of(
          "referral-created",
          "Referral-Updated",
          "related-referral-created",
          "RELATED-REFERRAL-UPDATED",
          "test-created",
          "invoice-ready",
          "subscription-updated",
          "usagerecords-thresholdExceeded",
          "granular-admin-relationship-approved");

  @Property
  void aPutLosesNoEventOfTheTenant(
      @ForAll("names") Set<String> registered,
      @ForAll("names") Set<String> known,
      @ForAll SignatureHeader header,
      @ForAll boolean isOurs) {
    WantedRegistration wanted = RegistrationRulesTest.wanted(header);
    String url = isOurs ? wanted.endpoint().url() : "https://another.example/hook";
    Registered found = RegistrationRulesTest.found(url, List.copyOf(registered));

    Verdict verdict = new RegistrationRules(wanted, true, null).judge(found, known);

    if (verdict instanceof Different different) {
      assertThat(different.wanted().events()).containsAll(registered);
      assertThat(lower(different.wanted().events())).doesNotHaveDuplicates();
    }
  }

  @Property
  void whatWasWrittenIsRight(
      @ForAll("names") Set<String> registered,
      @ForAll("names") Set<String> known,
      @ForAll SignatureHeader header) {
    WantedRegistration wanted = RegistrationRulesTest.wanted(header);
    RegistrationRules rules = new RegistrationRules(wanted, true, null);
    Registered found =
        RegistrationRulesTest.found("https://another.example", List.copyOf(registered));

    NewRegistration written = ((Different) rules.judge(found, known)).wanted();

    Registered readBack = Registered.of(WebhookJson.read(written.document()));
    assertThat(rules.judge(readBack, known)).isEqualTo(new Verdict.Right());
  }

  @Provide
  Arbitrary<Set<String>> names() {
    return Arbitraries.of(NAMES).set();
  }

  private static List<String> lower(List<String> names) {
    return names.stream().map(it -> it.toLowerCase(Locale.ROOT)).toList();
  }
}
