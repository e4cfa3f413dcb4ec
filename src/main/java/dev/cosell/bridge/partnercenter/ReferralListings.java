package dev.cosell.bridge.partnercenter;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The verbs of the route {@code partner-center-list-changed}. */
@Component("referralListings")
class ReferralListings {

  /** Whether there is one more page. */
  public boolean isOpen(@Body ReferralListing listing) {
    return listing.isOpen();
  }

  /** Headers for the next page. */
  public void next(@Body ReferralListing listing, @Headers Map<String, Object> headers) {
    CallHeaders.set(headers, "GET");
    headers.put(Exchange.HTTP_QUERY, listing.query());
  }

  /** Takes a page in. */
  public void take(
      @Body ReferralListing listing,
      @Variable("answer") String answer,
      @Variable("header:answer.Date") @Nullable String date) {
    listing.listed(ReferralJson.page(answer), instant(date));
  }

  private static @Nullable Instant instant(@Nullable String date) {
    try {
      return date == null
          ? null
          : ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeParseException unknownForm) {
      return null;
    }
  }

  /**
   * Takes in that the list was refused.
   *
   * @throws Exception the failure, when asking for less does not help
   */
  public void refused(@Body ReferralListing listing, @ExchangeException Exception failure)
      throws Exception {
    if (!(failure instanceof HttpOperationFailedException refused)
        || !listing.refused(refused.getStatusCode())) {
      throw failure;
    }
  }
}
