package dev.cosell.bridge.sandbox.entra;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How the token endpoint behaves.
 *
 * @param port loopback port, 0 for any free one
 * @param tenant the only tenant that exists
 * @param clients the app registrations
 * @param resources audiences that exist, without {@code /.default}; empty: every one
 * @param tokenLifetime how long an access token is good
 * @param strictRotation true: a refresh token dies when it is used (Entra itself lets it live)
 * @param numbersAsText true: {@code expires_in} and its like as text, as the v1 endpoint does
 */
public record EntraSettings(
    int port,
    String tenant,
    List<EntraClient> clients,
    Set<String> resources,
    Duration tokenLifetime,
    boolean strictRotation,
    boolean numbersAsText) {

  /** The client that talks to Partner Center. */
  public static final EntraClient PARTNER_CENTER =
      new EntraClient(
          "0a000000-0000-4000-8000-000000000001", "partner~secret+/&=1", "0.sandbox-refresh-token");

  /** The client that talks to Dataverse. */
  public static final EntraClient DYNAMICS =
      new EntraClient("0a000000-0000-4000-8000-000000000002", "dynamics~secret+/&=2", null);

  /** One tenant with {@link #PARTNER_CENTER} and {@link #DYNAMICS}, on any free port. */
  public static EntraSettings defaults() {
    return new EntraSettings(
        0,
        "0e000000-0000-4000-8000-000000000001",
        List.of(PARTNER_CENTER, DYNAMICS),
        Set.of(),
        Duration.ofHours(1),
        false,
        false);
  }

  /** The same on this port. */
  public EntraSettings withPort(int otherPort) {
    return new EntraSettings(
        otherPort, tenant, clients, resources, tokenLifetime, strictRotation, numbersAsText);
  }

  /** The same with these audiences only. */
  public EntraSettings withResources(Set<String> others) {
    return new EntraSettings(
        port, tenant, clients, others, tokenLifetime, strictRotation, numbersAsText);
  }

  /** The same with this lifetime of access tokens. */
  public EntraSettings withTokenLifetime(Duration other) {
    return new EntraSettings(
        port, tenant, clients, resources, other, strictRotation, numbersAsText);
  }

  /** The same with or without strict rotation. */
  public EntraSettings withStrictRotation(boolean strict) {
    return new EntraSettings(
        port, tenant, clients, resources, tokenLifetime, strict, numbersAsText);
  }

  /** The same with numbers as text or as numbers. */
  public EntraSettings withNumbersAsText(boolean text) {
    return new EntraSettings(port, tenant, clients, resources, tokenLifetime, strictRotation, text);
  }
}
