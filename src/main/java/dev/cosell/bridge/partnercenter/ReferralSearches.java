package dev.cosell.bridge.partnercenter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosell.bridge.link.Creation;
import dev.cosell.bridge.link.Creations;
import dev.cosell.bridge.link.ReferralId;
import dev.cosell.bridge.sync.Synchronization;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.springframework.stereotype.Component;

/** What the routes that look for referrals ask and how they understand the answers. */
@Component("referralSearches")
class ReferralSearches {

  /** The two clocks need not agree. */
  private static final Duration CLOCKS_APART = Duration.ofHours(1);

  private static final List<Integer> REFUSED_FILTER = List.of(400, 501);
  private static final List<Integer> OUT_OF_SIGHT = List.of(403, 404, 410);

  private final Creations creations;

  ReferralSearches(Creations creations) {
    this.creations = creations;
  }

  /** A search for our referral of the record. */
  public ReferralSearch ofRecord(@Body Synchronization synchronization) {
    return ReferralSearch.by(sought(synchronization));
  }

  private static SoughtReferral sought(Synchronization synchronization) {
    return SoughtReferral.ofRecord(synchronization.knownRecordId().value());
  }

  /**
   * Whether the filter did not help and the referral may exist all the same. As long as it was
   * never asked for there is nothing to find.
   */
  public boolean needsOtherWay(
      @Body Synchronization synchronization, @Variable("search") ReferralSearch search) {
    return search.isInVain() && openSince(synchronization).isPresent();
  }

  /** A search for our referral of the record among all that changed since it was asked for. */
  public ReferralSearch amongLatest(@Body Synchronization synchronization) {
    Instant since = openSince(synchronization).orElseThrow().minus(CLOCKS_APART);
    String filter = "updatedDateTime ge " + since.truncatedTo(ChronoUnit.SECONDS);
    return ReferralSearch.among(
        sought(synchronization),
        "$filter=" + SkipToken.encoded(filter) + "&$orderby=updatedDateTime%20asc");
  }

  private Optional<Instant> openSince(Synchronization synchronization) {
    return creations.of(synchronization.link().id()).map(Creation::begunAt);
  }

  /** A search for Microsoft's referral of the engagement. */
  public ReferralSearch ofMicrosofts(@Body Synchronization synchronization) {
    return ReferralSearch.by(ofEngagement(synchronization, true));
  }

  /** The same, by the id that the link remembers where it does. */
  public ReferralSearch ofKnownMicrosofts(@Body Synchronization synchronization) {
    SoughtReferral sought = ofEngagement(synchronization, true);
    JsonNode known = synchronization.link().base().path("microsoft").path("id");
    return ReferralId.parse(known.asText())
        .map(it -> ReferralSearch.known(sought, it))
        .orElseGet(() -> ReferralSearch.by(sought));
  }

  /** A search for our own referrals of the engagement that a referral of Microsoft belongs to. */
  public ReferralSearch ofOwnSide(@Body Synchronization synchronization) {
    return ReferralSearch.by(ofEngagement(synchronization, false));
  }

  private static SoughtReferral ofEngagement(Synchronization synchronization, boolean microsofts) {
    String engagement = synchronization.knownReferral().path(SoughtReferral.ENGAGEMENT).asText();
    return new SoughtReferral(SoughtReferral.ENGAGEMENT, engagement, microsofts);
  }

  /** Whether there is one more page. */
  public boolean isListing(@Variable("search") ReferralSearch search) {
    return search.isListing();
  }

  /** Headers for the next page. */
  public void page(
      @Variable("search") ReferralSearch search, @Headers Map<String, Object> headers) {
    CallHeaders.set(headers, "GET");
    headers.put(Exchange.HTTP_QUERY, search.query());
  }

  /** Takes a page in. */
  public void listed(@Variable("search") ReferralSearch search, @Variable("answer") String answer) {
    search.listed(ReferralJson.page(answer));
  }

  /**
   * Takes in that the filter was refused.
   *
   * @throws Exception the failure, when it is another one
   */
  public void refused(
      @Variable("search") ReferralSearch search, @ExchangeException Exception failure)
      throws Exception {
    only(REFUSED_FILTER, failure);
    search.refused();
  }

  /** Whether there is one more referral to be read. */
  public boolean isReading(@Variable("search") ReferralSearch search) {
    return search.isReading();
  }

  /** Headers for the next referral. */
  public void next(
      @Variable("search") ReferralSearch search, @Headers Map<String, Object> headers) {
    CallHeaders.set(headers, "GET");
    headers.put(Exchange.HTTP_PATH, search.next().value());
  }

  /** Takes a referral in. */
  public void read(@Variable("search") ReferralSearch search, @Variable("answer") String answer) {
    search.read(ReferralJson.read(answer, search.next()));
  }

  /**
   * Takes in that a referral is not there, or not for us to see.
   *
   * @throws Exception the failure, when it is another one
   */
  public void passOver(
      @Variable("search") ReferralSearch search, @ExchangeException Exception failure)
      throws Exception {
    only(OUT_OF_SIGHT, failure);
    search.passOver();
  }

  /**
   * Says that Microsoft's side is not there, or not for us to see.
   *
   * @throws Exception the failure, when it is another one
   */
  public void outOfSight(
      @Body Synchronization synchronization, @ExchangeException Exception failure)
      throws Exception {
    only(OUT_OF_SIGHT, failure);
    synchronization.log().step("Partner Center does not show Microsoft's side of the deal");
  }

  private static void only(List<Integer> statuses, Exception failure) throws Exception {
    if (!(failure instanceof HttpOperationFailedException refused)
        || !statuses.contains(refused.getStatusCode())) {
      throw failure;
    }
  }
}
