package dev.cosell.bridge.salesforce;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** The requests of the REST API that the bridge makes. */
final class SalesforceApi {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{15,18}");
  private static final Pattern LOCATOR = Pattern.compile("[A-Za-z0-9-]{1,100}");
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final String root;
  private final boolean allowsDuplicates;

  SalesforceApi(SalesforceSettings settings) {
    this.root = "/services/data/v" + settings.version() + "/";
    this.allowsDuplicates = settings.allowDuplicates();
  }

  SalesforceCall query(Soql query) {
    return SalesforceCall.of("GET", root + "query/").with("q", query.text());
  }

  /** The address of a query inside a composite call. */
  String addressOf(Soql query, boolean withDeleted) {
    return root + (withDeleted ? "queryAll" : "query") + "/?q=" + encoded(query.text());
  }

  /**
   * The next page of a query. Only the locator of the link is used: the address stays the
   * configured one.
   *
   * @param nextRecordsUrl of the answer before
   */
  SalesforceCall next(String nextRecordsUrl) {
    String locator = nextRecordsUrl.substring(nextRecordsUrl.lastIndexOf('/') + 1);
    if (!LOCATOR.matcher(locator).matches()) {
      throw new IllegalArgumentException("Not a query locator: " + locator);
    }
    return SalesforceCall.of("GET", root + "query/" + locator);
  }

  /** Several requests in one call; each is carried out whatever becomes of the others. */
  SalesforceCall composite() {
    return SalesforceCall.of("POST", root + "composite");
  }

  SalesforceCall describe(String object) {
    return SalesforceCall.of("GET", root + "sobjects/" + Soql.name(object) + "/describe");
  }

  SalesforceCall limits() {
    return SalesforceCall.of("GET", root + "limits");
  }

  /** What Salesforce tells of the organisation, its currency for example. */
  SalesforceCall organization() {
    return SalesforceCall.of("GET", root + "connect/organization");
  }

  SalesforceCall create(String object) {
    return writing(SalesforceCall.of("POST", root + "sobjects/" + Soql.name(object)));
  }

  /** Creates a row, or updates the one that has this external id. */
  SalesforceCall upsert(String object, String externalId, String value) {
    return writing(
        SalesforceCall.of(
            "PATCH",
            root
                + "sobjects/"
                + Soql.name(object)
                + "/"
                + Soql.name(externalId)
                + "/"
                + encoded(value)));
  }

  SalesforceCall update(String object, String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("Not an id of Salesforce: " + id);
    }
    return writing(SalesforceCall.of("PATCH", root + "sobjects/" + Soql.name(object) + "/" + id));
  }

  /** Only if nobody changed the row after that second. */
  static SalesforceCall unmodifiedSince(SalesforceCall call, Instant when) {
    return call.saying("If-Unmodified-Since", HTTP_DATE.format(when));
  }

  private SalesforceCall writing(SalesforceCall call) {
    return allowsDuplicates ? call.saying("Sforce-Duplicate-Rule-Header", "allowSave=true") : call;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
