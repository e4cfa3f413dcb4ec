package dev.cosell.bridge.sandbox.contract;

import dev.cosell.bridge.sandbox.http.SandboxHandler;
import dev.cosell.bridge.sandbox.http.SandboxRequest;
import dev.cosell.bridge.sandbox.http.SandboxResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands before a simulated API and notes every exchange that its contract does not allow.
 *
 * <p>It changes no answer. Without the contract files it notes nothing, and says so once.
 */
public final class ContractCheck implements SandboxHandler {

  private final SandboxHandler api;
  private final Optional<Contract> contract;
  private final List<Violation> violations = new CopyOnWriteArrayList<>();

  private ContractCheck(SandboxHandler api, Optional<Contract> contract) {
    this.api = api;
    this.contract = contract;
  }

  /** Checks against the contract of the Referrals API. */
  public static ContractCheck ofReferrals(SandboxHandler api) {
    return new ContractCheck(api, PublishedContracts.referrals());
  }

  /** Checks against the contract of the Webhooks API. */
  public static ContractCheck ofWebhooks(SandboxHandler api) {
    return new ContractCheck(api, PublishedContracts.webhooks());
  }

  /** Whether there is a contract to check against. */
  public boolean active() {
    return contract.isPresent();
  }

  /** What was noted so far, oldest first. */
  public List<Violation> violations() {
    return List.copyOf(violations);
  }

  /** Empties the list. */
  public void forget() {
    violations.clear();
  }

  @Override
  public SandboxResponse answer(SandboxRequest request) {
    SandboxResponse response = api.answer(request);
    contract.ifPresent(found -> violations.addAll(found.violations(request, response)));
    return response;
  }
}
