package dev.cosell.bridge.salesforce;

import dev.cosell.bridge.tls.TrustOfServers;
import java.net.URI;

class SalesforceTlsTest extends TrustOfServers {

  @Override
  protected void call(URI server) {
    try (OrgFixture salesforce = OrgFixture.at(server)) {
      salesforce.call(OrgFixture.READ, null);
    }
  }
}
