package dev.cosell.bridge.salesforce;

import dev.cosell.bridge.sync.FailureTranslator;
import dev.cosell.bridge.sync.RemoteFailure;
import dev.cosell.bridge.sync.RemoteFailure.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Salesforce's refusals mean. Source: salesforce.md, sections 2 and 3. */
final class SalesforceFailures implements FailureTranslator {

  private static final Set<String> GONE = Set.of("ENTITY_IS_DELETED", "NOT_FOUND");

  /** Fields and rights that an administrator gives. */
  private static final Set<String> OUT_OF_REACH =
      Set.of(
          "INVALID_FIELD",
          "INVALID_TYPE",
          "INVALID_FIELD_FOR_INSERT_UPDATE",
          "INSUFFICIENT_ACCESS",
          "INSUFFICIENT_ACCESS_OR_READONLY",
          "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
          "API_DISABLED_FOR_ORG",
          "API_CURRENTLY_DISABLED");

  private final SalesforceOrganization organization;
  private final Duration quotaWait;

  /**
   * Refusals of one organisation.
   *
   * @param quotaWait how long to wait when the day's calls are used up
   */
  SalesforceFailures(SalesforceOrganization organization, Duration quotaWait) {
    this.organization = organization;
    this.quotaWait = quotaWait;
  }

  @Override
  public Optional<RemoteFailure> translate(Throwable failure) {
    return failure instanceof SalesforceRefused refused
        ? Optional.of(translated(refused))
        : Optional.empty();
  }

  RemoteFailure translated(SalesforceRefused refused) {
    Kind kind = kind(refused);
    if (refused.names("INVALID_FIELD") || refused.names("INVALID_TYPE")) {
      organization.outdated();
    }
    return new RemoteFailure(kind, String.valueOf(refused.getMessage()), wait(refused), refused);
  }

  private @Nullable Duration wait(SalesforceRefused refused) {
    Duration rest = Calls.rest(refused, quotaWait);
    if (rest != null) {
      return rest;
    }
    return refused.status() == SalesforceRefused.NO_ANSWER && isDropped(refused.getCause())
        ? Duration.ZERO
        : null;
  }

  /** A kept connection that the other side had closed meanwhile: once more at once. */
  private static boolean isDropped(@Nullable Throwable cause) {
    return cause instanceof EOFException
        || cause instanceof ClosedChannelException
        || (cause instanceof IOException
            && !(cause instanceof ConnectException)
            && String.valueOf(cause.getMessage()).matches("(Broken pipe|Connection reset).*"));
  }

  private static Kind kind(SalesforceRefused refused) {
    if (refused.isPassing()) {
      return Kind.TRANSIENT;
    }
    if (refused.codes().stream().anyMatch(GONE::contains)) {
      // a row that is gone between read and write: the fresh read tells
      return Kind.STALE;
    }
    if (refused.codes().stream().anyMatch(OUT_OF_REACH::contains)) {
      return Kind.FORBIDDEN;
    }
    if (refused.names("DUPLICATE_VALUE") && isUpsert(refused.request())) {
      return Kind.STALE; // another create of the same referral was faster
    }
    return kind(refused.status());
  }

  /** By an external id, which stands between the object and its value. */
  private static boolean isUpsert(String request) {
    return request.matches("PATCH sobjects/[^/]+/[^/]+/.+");
  }

  private static Kind kind(int status) {
    return switch (status) {
      case 401 -> Kind.UNAUTHORIZED;
      case 403 -> Kind.FORBIDDEN;
      case 404, 410, 412 -> Kind.STALE;
      default -> Kind.REJECTED;
    };
  }
}
