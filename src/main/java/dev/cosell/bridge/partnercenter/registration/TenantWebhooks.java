package dev.cosell.bridge.partnercenter.registration;

/**
 * Partner Center's Webhooks API, for one tenant.
 *
 * <p>All throw {@link dev.cosell.bridge.sync.RemoteFailure} when Partner Center does not do what is
 * asked.
 */
interface TenantWebhooks {

  /** Reads the registration. */
  void view(RegistrationCheck check);

  /** Reads the registration, and writes it where it is to be written. */
  void register(RegistrationCheck check);

  /** Asks for a test event; gives its correlation id. */
  String sendHeartbeat();

  /** Asks what became of a test event. */
  TestResult readHeartbeat(String correlationId);
}
