package dev.cosell.bridge.salesforce.events;

import dev.cosell.bridge.sync.RemoteFailure;

/** How a subscription gets into an organisation. */
public interface EventSession {

  /**
   * A token that is valid now.
   *
   * @throws RemoteFailure when the token endpoint gives none
   */
  String token();

  /** Salesforce did not accept this token. */
  void refused(String token);

  /** Where the organisation's API is. */
  String getInstanceUrl();

  /** Id of the organisation, empty when it is not known. */
  String getOrgId();
}
