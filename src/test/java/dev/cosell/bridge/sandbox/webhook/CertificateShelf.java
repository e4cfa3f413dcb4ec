package dev.cosell.bridge.sandbox.webhook;

import dev.cosell.bridge.sandbox.http.SandboxHandler;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Serves certificates below {@code /cert/} and leaves every other path to the API behind it. */
public final class CertificateShelf implements SandboxHandler {

  private static final String FOLDER = "/cert/";

  private final SandboxHandler api;
  private final Map<String, SigningIdentity> certificates = new ConcurrentHashMap<>();

  /** A shelf before an API. */
  public CertificateShelf(SandboxHandler api) {
    this.api = api;
  }

  /** Puts a certificate on the shelf and returns its path. */
  public String put(String name, SigningIdentity identity) {
    String path = FOLDER + name + ".cer";
    certificates.put(path, identity);
    return path;
  }

  @Override
  public SandboxResponse answer(SandboxRequest request) {
    if (!request.path().startsWith(FOLDER)) {
      return api.answer(request);
    }
    SigningIdentity found = certificates.get(request.path());
    return found == null
        ? SandboxResponse.empty(404)
        : SandboxResponse.binary(200, "application/pkix-cert", found.der());
  }
}
