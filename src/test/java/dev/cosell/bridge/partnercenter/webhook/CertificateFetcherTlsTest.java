package dev.cosell.bridge.partnercenter.webhook;

import dev.cosell.bridge.remote.Gates;
import dev.cosell.bridge.tls.TrustOfServers;
import java.net.URI;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

class CertificateFetcherTlsTest extends TrustOfServers {

  @Override
  protected void call(URI server) {
    try (HttpCertificateFetcher fetcher =
        new HttpCertificateFetcher(SystemDefaultDnsResolver.INSTANCE, Gates.TIME_OUTS)) {
      fetcher.fetch(server.resolve("/signing.cer"));
    }
  }
}
