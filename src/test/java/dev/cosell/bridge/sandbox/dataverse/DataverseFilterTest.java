package dev.cosell.bridge.sandbox.dataverse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cosell.bridge.sandbox.dataverse.Caller.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataverseFilterTest extends DataverseTestBase {

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

  private Answer filtered(String filter) {
    return api.get("opportunities?$select=name&$orderby=name&$filter=" + encoded(filter));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "name eq 'alpha' | Alpha",
        "name ne 'Alpha' | Beta (2),Gamma",
        "estimatedvalue gt 100 | Beta (2)",
        "estimatedvalue ge 100.00 and estimatedvalue le 250.5 | Alpha,Beta (2)",
        "estimatedvalue lt 250.5 | Alpha",
        "estimatedvalue eq null | Gamma",
        "estimatedvalue ne null | Alpha,Beta (2)",
        "estimatedclosedate eq 2027-02-01 | Alpha",
        "modifiedon ge 2027-01-15T10:01:00Z | Beta (2),Gamma",
        "modifiedon ge 2027-01-15T12:01:00+02:00 | Beta (2),Gamma",
        "modifiedon lt 2027-01-15T10:01:00Z | Alpha",
        "createdon gt 2027-01-15 | Alpha,Beta (2),Gamma",
        "msft_microsoftpartnercenterreferralsync eq true and modifiedon ge 2027-01-01T00:00:00Z | Alpha",
        "msft_microsoftpartnercenterreferralsync eq false | Beta (2),Gamma",
        "description eq 'O''Brien & Söhne' | Beta (2)",
        "contains(description,'brien') | Beta (2)",
        "startswith(name,'ga') or endswith(name,'(2)') | Beta (2),Gamma",
        "not (name eq 'Alpha' or name eq 'Gamma') | Beta (2)",
        "not contains(name,'a') | ",
        "name eq 'Alpha' or name eq 'Gamma' and closeprobability eq 1 | Alpha",
        "(name eq 'Alpha' or name eq 'Gamma') and closeprobability eq 50 | Gamma",
        "statecode eq 0 and statuscode eq 1 | Alpha,Beta (2),Gamma",
      })
  void filtersAsODataSays(String filter, String expected) {
    threeDeals();
    List<String> names = expected == null ? List.of() : List.of(expected.split(","));

    assertThat(names(filtered(filter))).isEqualTo(names);
  }

  @Test
  void filtersLookupsByUnquotedGuids() {
    threeDeals();

    assertThat(names(filtered("_customerid_value eq " + account))).hasSize(3);
    assertThat(filtered("_customerid_value eq '" + account + "'").status()).isEqualTo(400);
    assertThat(filtered("customerid eq " + account).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "foo eq 1",
        "name eq 5",
        "name eq Alpha",
        "estimatedvalue eq '100'",
        "estimatedclosedate eq '2027-02-01'",
        "modifiedon ge 'yesterday'",
        "modifiedon ge 2027-13-01T00:00:00Z",
        "msft_microsoftpartnercenterreferralsync eq 1",
        "name eq 'O'Brien'",
        "name eq",
        "name like 'A'",
        "name",
        "(name eq 'A'",
        "name eq 'A' name eq 'B'",
        "contains(estimatedvalue,'1')",
        "substringof('A',name)",
        ""
      })
  void refusesFiltersThatDataverseRefuses(String filter) {
    threeDeals();
    Answer answer = filtered(filter);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).isNotEmpty();
  }
}
