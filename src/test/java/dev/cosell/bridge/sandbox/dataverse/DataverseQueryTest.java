package dev.cosell.bridge.sandbox.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.sandbox.dataverse.Caller.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataverseQueryTest extends DataverseTestBase {

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static List<String> names(Answer answer) {
    return answer.json().path("value").findValuesAsText("name");
  }

  private void threeDeals() {
    created(
        "Alpha",
        "\"estimatedvalue\":100",
        "\"estimatedclosedate\":\"2027-02-01\"",
        "\"msft_microsoftpartnercenterreferralsync\":true");
    clock.pass(Duration.ofMinutes(1));
    created("Beta (2)", "\"estimatedvalue\":250.5", "\"description\":\"O'Brien & Söhne\"");
    clock.pass(Duration.ofMinutes(1));
    created("Gamma", "\"closeprobability\":50", "\"" + REFERRAL + "\":\"r-3\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$select=foo",
        "$select=customerid",
        "$orderby=foo",
        "$orderby=name%20down",
        "$top=0",
        "$top=x",
        "$count=yes",
        "$skip=5",
        "$expand=foo",
        "$expand=customerid_account($filter=name%20eq%20'x')",
        "$search=x",
        "Authorization=x"
      })
  void refusesOptionsThatDataverseRefuses(String query) {
    assertThat(api.get("opportunities?" + query).status()).isEqualTo(400);
  }

  @Test
  void ordersWithEmptyValuesFirst() {
    threeDeals();

    assertThat(names(api.get("opportunities?$select=name&$orderby=estimatedvalue%20asc")))
        .containsExactly("Gamma", "Alpha", "Beta (2)");
    assertThat(names(api.get("opportunities?$select=name&$orderby=statecode,modifiedon%20desc")))
        .containsExactly("Gamma", "Beta (2)", "Alpha");
  }

  @Test
  void countsAllAndShowsTheTop() {
    threeDeals();

    Answer answer = api.get("opportunities?$select=name&$orderby=name&$top=2&$count=true");

    assertThat(answer.json().path("@odata.count").asInt()).isEqualTo(3);
    assertThat(names(answer)).containsExactly("Alpha", "Beta (2)");
    assertThat(answer.json().has("@odata.nextLink")).isFalse();
    assertThat(api.get("opportunities/$count").text()).isEqualTo("3");
  }

  @Test
  void ignoresTopBesideAPageSize() {
    threeDeals();

    Answer answer = api.get("opportunities?$select=name&$top=1", "Prefer", "odata.maxpagesize=2");

    assertThat(names(answer)).hasSize(2);
    assertThat(answer.json().has("@odata.nextLink")).isTrue();
  }

  @Test
  void expandsLookupsWithTheirOwnSelection() {
    UUID id = created("Deal");

    JsonNode deal =
        api.get(row(id) + "?$select=name&$expand=customerid_account($select=name),parentcontactid")
            .json();

    assertThat(deal.path("customerid_account").fieldNames())
        .toIterable()
        .containsExactly("@odata.etag", "name", "accountid");
    assertThat(deal.path("parentcontactid").isNull()).isTrue();
  }

  @Test
  void putsAnnotationsBeforeTheirValuesOnlyWhenAsked() {
    UUID id = created("Deal");
    String address = row(id) + "?$select=_customerid_value,statecode";

    assertThat(api.get(address).text()).doesNotContain("_customerid_value@");
    Answer all = api.get(address, "Prefer", "odata.include-annotations=\"*\"");
    Answer one =
        api.get(
            address,
            "Prefer",
            "odata.include-annotations=\"Microsoft.Dynamics.CRM.lookuplogicalname\"");

    assertThat(all.json().fieldNames())
        .toIterable()
        .containsExactly(
            "@odata.context",
            "@odata.etag",
            "_customerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty",
            "_customerid_value@Microsoft.Dynamics.CRM.lookuplogicalname",
            "_customerid_value@OData.Community.Display.V1.FormattedValue",
            "_customerid_value",
            "statecode@OData.Community.Display.V1.FormattedValue",
            "statecode",
            "opportunityid");
    assertThat(
            one.json().path("_customerid_value@Microsoft.Dynamics.CRM.lookuplogicalname").asText())
        .isEqualTo("account");
    assertThat(one.text()).doesNotContain("FormattedValue");
  }

  @Test
  void answersNotModifiedForAKnownTag() {
    UUID id = created("Deal");

    assertThat(api.get(row(id), "If-None-Match", etag(id)).status()).isEqualTo(304);
    assertThat(api.get(row(id), "If-None-Match", "null").status()).isEqualTo(200);
  }

  @Test
  void leadsThroughAllPagesByItsLinks() {
    for (int number = 0; number < 7; number++) {
      created("Deal " + number);
    }
    List<String> names = new ArrayList<>();
    String filter = encoded("contains(name,'Deal') and modifiedon ge 2027-01-01T00:00:00Z");
    Answer page =
        api.get(
            "opportunities?$select=name&$orderby=modifiedon&$filter=" + filter,
            "Prefer",
            "odata.maxpagesize=3");
    names.addAll(names(page));
    while (page.json().has("@odata.nextLink")) {
      String next = page.json().path("@odata.nextLink").asText();
      page = api.follow(next, "Prefer", "odata.maxpagesize=3");
      names.addAll(names(page));
    }

    assertThat(names).hasSize(7).doesNotHaveDuplicates();
  }

  @Test
  void refusesANextLinkThatWasTouched() {
    created("A");
    created("B");
    String size = "odata.maxpagesize=1";
    Answer page = api.get("opportunities?$select=name", "Prefer", size);
    String next = page.json().path("@odata.nextLink").asText();

    assertThat(api.follow(next, "Prefer", size).status()).isEqualTo(200);
    assertThat(api.follow(next, "Prefer", "odata.maxpagesize=2").status()).isEqualTo(400);
    assertThat(api.follow(next).status()).isEqualTo(400);
    assertThat(api.follow(next + "&$top=1", "Prefer", size).status()).isEqualTo(400);
    assertThat(api.follow(next.replace("name", "statecode"), "Prefer", size).status())
        .isEqualTo(400);
    assertThat(api.follow(next.replace("%25", "%"), "Prefer", size).status())
        .as("decoded once too often")
        .isEqualTo(400);
  }
}
