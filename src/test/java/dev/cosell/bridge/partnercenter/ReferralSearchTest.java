package dev.cosell.bridge.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.link.ReferralId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferralSearchTest {

  private static final String RECORD = "11111111-0000-4000-8000-000000000001";
  private static final SoughtReferral OURS = SoughtReferral.ofRecord(RECORD);
  private static final SoughtReferral MICROSOFTS =
      new SoughtReferral(SoughtReferral.ENGAGEMENT, "e", /* microsofts= */ true);

  @Test
  void encodesTheFilterAndDoublesItsQuotes() {
    assertThat(ReferralSearch.by(SoughtReferral.ofRecord("O'Neil & Co")).query())
        .isEqualTo("$filter=externalReferenceId%20eq%20%27O%27%27Neil%20%26%20Co%27");
  }

  @ParameterizedTest
  @CsvSource({
    "http://elsewhere.example/v1.0/referrals?$skiptoken=abc, abc",
    "http://elsewhere.example/?$filter=a&%24skiptoken=a%2Bb%3D%3D&$top=5, a%2Bb%3D%3D",
    "http://elsewhere.example/?$skiptoken=a+b==, a%2Bb%3D%3D",
    "?$SkipToken=abc#end, abc",
    "?$skiptoken=%zz, %25zz",
    "?$skiptoken=a%26$filter%3Dx, a%26%24filter%3Dx"
  })
  void takesNothingButTheTokenOutOfALink(String link, String token) {
    ReferralSearch search = ReferralSearch.among(OURS, "$filter=x");
    search.listed(page(link));

    assertThat(search.isListing()).isTrue();
    assertThat(search.query()).isEqualTo("$filter=x&$skiptoken=" + token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://elsewhere.example/?$skip=100", "?$skiptoken=", "nonsense"})
  void knowsThatAListHasMoreThanItCanReach(String link) {
    ReferralSearch search = ReferralSearch.by(OURS);
    search.listed(page(link));

    assertThat(search.isListing()).isFalse();
    assertThat(search.isComplete()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"value\":[]}", "{\"value\":[],\"@odata.nextLink\":null}"})
  void endsWithoutALink(String page) {
    ReferralSearch search = ReferralSearch.by(OURS);
    search.listed(json(page));

    assertThat(search.isListing()).isFalse();
    assertThat(search.isComplete()).isTrue();
  }

  @Test
  void endsWhereALinkLeadsBack() {
    ReferralSearch search = ReferralSearch.by(OURS);
    search.listed(page("?$skiptoken=a"));
    search.listed(page("?$skiptoken=b"));
    assertThat(search.isListing()).isTrue();
    search.listed(page("?$skiptoken=a"));

    assertThat(search.isListing()).isFalse();
    assertThat(search.isComplete()).isFalse();
  }

  @Test
  void seesThatTheFilterWasPassedOver() {
    ReferralSearch search = ReferralSearch.by(OURS);
    search.listed(
        json(
            """
            {"value":[{"id":"%s","externalReferenceId":"another"}],"@odata.nextLink":"?$skiptoken=a"}"""
                .formatted(guid(1))));

    assertThat(search.isListing()).isFalse();
    assertThat(search.isInVain()).isTrue();
  }

  @Test
  void doubtsAnEmptyAnswerOfAFilterThatNobodyDocuments() {
    ReferralSearch search = ReferralSearch.by(OURS);
    search.listed(json("{\"value\":[]}"));
    assertThat(search.isInVain()).isTrue();

    ReferralSearch documented = ReferralSearch.by(MICROSOFTS);
    documented.listed(json("{\"value\":[]}"));
    assertThat(documented.isInVain()).isFalse();
  }

  @Test
  void trustsADocumentedFilter() {
    ReferralSearch search = ReferralSearch.by(MICROSOFTS);
    search.listed(
        json(
            """
            {"value":[{"id":"%s","engagementId":"another"}],"@odata.nextLink":"?$skiptoken=a"}"""
                .formatted(guid(1))));

    assertThat(search.isListing()).isTrue();
    assertThat(search.isInVain()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"externalReferenceId":"11111111-0000-4000-8000-000000000001"}                               | true
          {"externalReferenceId":"11111111-0000-4000-8000-000000000001","organizationId":"own"}        | true
          {}                                                                                           | true
          {"externalReferenceId":null,"organizationId":null,"target":null}                             | true
          {"externalReferenceId":"another"}                                                            | false
          {"externalReferenceId":"11111111-0000-4000-8000-000000000001","organizationId":"MSFT"}       | false
          {"externalReferenceId":"11111111-0000-4000-8000-000000000001","target":[{"id":"msft"}]}      | false
          """)
  void readsOnlyWhatMayBeOurs(String item, boolean read) {
    ReferralSearch search = ReferralSearch.by(OURS);
    ObjectNode listed = ((ObjectNode) json(item)).put("id", guid(1));
    search.listed(json("{\"value\":[" + listed + "]}"));

    assertThat(search.isReading()).isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"externalReferenceId":"11111111-0000-4000-8000-000000000001","organizationId":"own"}  | true
          {"externalReferenceId":"another","organizationId":"own"}                               | false
          {"organizationId":"own"}                                                               | false
          {"externalReferenceId":"11111111-0000-4000-8000-000000000001","organizationId":"msft"} | false
          """)
  void takesOnlyWhatIsOurs(String referral, boolean taken) {
    ReferralSearch search = ReferralSearch.known(OURS, ReferralId.of(guid(1)));
    search.read((ObjectNode) json(referral));

    assertThat(search.best().isPresent()).isEqualTo(taken);
    assertThat(search.isReading()).isFalse();
  }

  @Test
  void takesNoReferenceForAnEngagement() {
    assertThat(MICROSOFTS.is(json("{\"engagementId\":\"E\",\"organizationId\":\"msft\"}")))
        .isTrue();
    assertThat(MICROSOFTS.is(json("{\"engagementId\":\"E\",\"organizationId\":\"own\"}")))
        .isFalse();
    assertThat(MICROSOFTS.is(json("{\"engagementId\":\"F\",\"organizationId\":\"msft\"}")))
        .isFalse();
  }

  @Test
  void prefersADealThatIsOpenAndThenTheOldest() {
    ReferralSearch search = ReferralSearch.by(OURS);
    String items = "";
    for (int i = 1; i <= 3; i++) {
      items += (items.isEmpty() ? "" : ",") + "{\"id\":\"" + guid(i) + "\"}";
    }
    search.listed(json("{\"value\":[" + items + "]}"));
    for (String rest :
        new String[] {
          "\"status\":\"Closed\",\"createdDateTime\":\"2030-01-01T00:00:00Z\"",
          "\"status\":\"Active\",\"createdDateTime\":\"2030-01-03T00:00:00Z\"",
          "\"status\":\"Active\",\"createdDateTime\":\"2030-01-02T00:00:00Z\""
        }) {
      search.read((ObjectNode) json("{\"externalReferenceId\":\"" + RECORD + "\"," + rest + "}"));
    }

    assertThat(search.found()).hasSize(3);
    assertThat(search.best().orElseThrow().path("createdDateTime").asText())
        .startsWith("2030-01-02");
  }

  @Test
  void readsNoMoreThanItIsWorth() {
    ReferralSearch search = ReferralSearch.among(OURS, "$filter=x");
    StringBuilder items = new StringBuilder("{\"id\":\"no guid\"}");
    for (int i = 1; i <= 30; i++) {
      items.append(",{\"id\":\"").append(guid(i)).append("\"}");
    }
    search.listed(json("{\"value\":[" + items + "]}"));
    int reads = 0;
    while (search.isReading()) {
      search.passOver();
      reads++;
    }

    assertThat(reads).isEqualTo(ReferralSearch.MOST_READS);
    assertThat(search.isComplete()).isFalse();
  }

  @Test
  void readsTheLatestFirstAndNoOtherOnceItIsFound() {
    ReferralSearch search = ReferralSearch.among(OURS, "$filter=x");
    search.listed(
        json("{\"value\":[{\"id\":\"%s\"},{\"id\":\"%s\"}]}".formatted(guid(1), guid(2))));
    assertThat(search.next()).isEqualTo(ReferralId.of(guid(2)));

    search.read((ObjectNode) json("{\"externalReferenceId\":\"" + RECORD + "\"}"));
    assertThat(search.isReading()).isFalse();
  }

  @Test
  void readsFirstWhatTellsItsReference() {
    ReferralSearch search = ReferralSearch.among(OURS, "$filter=x");
    search.listed(
        json(
            "{\"value\":[{\"id\":\"%s\"},{\"id\":\"%s\",\"externalReferenceId\":\"%s\"}]}"
                .formatted(guid(1), guid(2), RECORD)));

    assertThat(search.next()).isEqualTo(ReferralId.of(guid(2)));
  }

  private static JsonNode page(String nextLink) {
    return ((ObjectNode) json("{\"value\":[]}")).put("@odata.nextLink", nextLink);
  }

  private static String guid(int number) {
    return "33333333-0000-4000-8000-%012d".formatted(number);
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
