package dev.cosell.bridge.sync;

import static dev.cosell.bridge.sync.DealFixture.LEAD;
import static dev.cosell.bridge.sync.DealFixture.OPPORTUNITY;
import static dev.cosell.bridge.sync.DealFixture.linked;
import static dev.cosell.bridge.sync.DealFixture.newLink;
import static dev.cosell.bridge.sync.DealFixture.referral;
import static dev.cosell.bridge.sync.DealFixture.settled;
import static dev.cosell.bridge.sync.DealFixture.version;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cosell.bridge.crm.EveryCrm;
import dev.cosell.bridge.link.Link;
import dev.cosell.bridge.run.RunLog;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What news of either side make necessary. */
@EveryCrm
class TriggerTest {

  private static final String OWN = "2030-01-05T10:00:01Z";
  private static final String SEEN = version(7);

  @ParameterizedTest(name = "{0} is an echo: {1}")
  @CsvSource({
    "record=v7, true",
    "record=v8, false",
    "record=, false",
    "referral=2030-01-05T10:00:01Z, true",
    "referral=v7, false",
    "record=2030-01-05T10:00:01Z, false",
    "related=2030-01-05T10:00:01Z, false",
    "related=v7, false",
    "operator=2030-01-05T10:00:01Z, false",
    "referral=2030-01-05T10:00:01Z;record=v7, true",
    "referral=2030-01-05T10:00:01Z;record=v8, false",
    "record=v7;related=, false",
    "'', false",
  })
  void isAnEchoOnlyWhereEveryVersionIsKnownOnItsOwnSide(String news, boolean echo) {
    assertThat(trigger(news, false).isEcho(OWN, SEEN)).isEqualTo(echo);
    assertThat(trigger(news, true).isEcho(OWN, SEEN)).as("thorough").isFalse();
    assertThat(trigger(news, false).isEcho(null, null)).as("nothing is known").isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "record=1;record=2, 2",
        "record=1;record=, -",
        "record=;record=2, 2",
        "record=1;referral=9, 1",
        "referral=9, -",
      })
  void theLatestNewsOfTheRecordNameItsVersion(String news, @Nullable String version) {
    assertThat(trigger(news, false).recordVersion()).isEqualTo(version);
  }

  @ParameterizedTest(name = "{0} at version {1}: {2}")
  @CsvSource(
      nullValues = "-",
      value = {
        // the link trusts the first version
        "record=v2, true",
        "record=, true",
        "record=v1, false",
        "referral=, false",
        "related=, false",
        "record=v2;referral=, false",
        "record=v2;related=, false",
        "record=v1;record=v2, true",
      })
  void looksAtTheRecordFirstWhereItAloneHasNews(String news, boolean first) {
    Link link = linked(OPPORTUNITY, referral());

    assertThat(begin(link, news, false).readsRecordFirst()).isEqualTo(first);
    assertThat(begin(link, news, true).readsRecordFirst()).as("thorough").isFalse();
    assertThat(begin(link.withoutReferral(), news, false).readsRecordFirst())
        .as("a deal that is not shared")
        .isFalse();
    assertThat(begin(newLink(), news, false).readsRecordFirst()).as("no record yet").isFalse();
  }

  @Test
  void looksAtARecordWhoseVersionItDoesNotTrust() {
    Link distrusted = linked(OPPORTUNITY, referral()).with(OPPORTUNITY, null);

    assertThat(begin(distrusted, "record=v1", false).readsRecordFirst()).isTrue();
  }

  @ParameterizedTest(name = "{0} of a {1} referral: {2}")
  @CsvSource({
    "record=v2, Active, true",
    "record=, Active, true",
    "record=v1, Active, false",
    "referral=, Active, false",
    "referral=, Closed, true",
    "related=, Active, false",
    "related=, Closed, true",
  })
  void readsTheRecordWhereItHasNewsOrTheDealIsFinal(String news, String status, boolean needed) {
    Link link = linked(OPPORTUNITY, referral());

    assertThat(
            begin(link, news, false)
                .withReferral(referral("{'status':'" + status + "'}"))
                .needsRecord())
        .isEqualTo(needed);
  }

  @Test
  void readsNoRecordOfAFinalDealThatWasReconciledAtThisVersion() {
    var won = referral("{'status':'Closed','substatus':'Won'}");
    Synchronization settled =
        begin(settled(OPPORTUNITY, won), "referral=", false).withReferral(won);

    assertThat(settled.needsRecord()).isFalse();
  }

  @Test
  void readsNoRecordOnceSomethingIsDecidedNorForMicrosoftsOwnSide() {
    Synchronization begun = begin(linked(LEAD, referral()), "record=v2", false);

    assertThat(begun.withReferral(referral()).needsRecord()).isTrue();
    assertThat(begun.withReferral(referral("{'organizationId':'msft'}")).needsRecord()).isFalse();
    assertThat(
            begun
                .withReferral(referral())
                .withPlan(Plan.asAWhole(Decision.IGNORE, "off"))
                .needsRecord())
        .isFalse();
  }

  @ParameterizedTest(name = "{0}, thorough {1}, remembered {2}: {3}")
  @CsvSource({
    "related=, false, false, true",
    "related=, true, false, true",
    "referral=, false, true, false",
    "record=v2, false, true, false",
    "operator=, true, true, true",
    "operator=, true, false, false",
  })
  void readsMicrosoftsSideWhereItHasNews(
      String news, boolean thorough, boolean remembered, boolean needed) {
    Link link = linked(OPPORTUNITY, referral());
    if (remembered) {
      var base = link.base().deepCopy();
      base.set(MicrosoftsSide.NAME, JsonNodeFactory.instance.objectNode().put("id", "x"));
      link = link.agreeing(base, null, null);
    }
    Synchronization begun = begin(link, news, thorough);

    assertThat(begun.needsMicrosoftsSide()).as("the own referral comes first").isFalse();
    Synchronization read = begun.withReferral(referral());
    assertThat(read.needsMicrosoftsSide()).isEqualTo(needed);
    assertThat(read.withMicrosofts(referral()).needsMicrosoftsSide()).as("read").isFalse();
    assertThat(
            begin(link, news, thorough)
                .withReferral(referral("{'organizationId':'msft'}"))
                .needsMicrosoftsSide())
        .isFalse();
  }

  private static Synchronization begin(Link link, String news, boolean thorough) {
    return Synchronization.begin(trigger(news, thorough), new RunLog(), new Progress(link));
  }

  /** {@code side=version;side=version} */
  private static Trigger trigger(String text, boolean thorough) {
    List<Trigger.News> news = new ArrayList<>();
    for (String each : text.isEmpty() ? new String[0] : text.split(";", -1)) {
      String[] parts = each.split("=", 2);
      news.add(new Trigger.News(side(parts[0]), parts[0], named(parts[1])));
    }
    return new Trigger(news, 0, thorough);
  }

  /** {@code v7} is a version of the record. */
  private static @Nullable String named(String version) {
    if (version.matches("v\\d")) {
      return version(version.charAt(1) - '0');
    }
    return version.isEmpty() ? null : version;
  }

  private static Trigger.@Nullable Side side(String word) {
    return switch (word) {
      case "record" -> Trigger.Side.RECORD;
      case "referral" -> Trigger.Side.REFERRAL;
      case "related" -> Trigger.Side.RELATED_REFERRAL;
      default -> null;
    };
  }
}
