package dev.cosell.bridge.scenario;

import dev.cosell.bridge.sandbox.dataverse.DataverseSandbox;
import dev.cosell.bridge.sandbox.dataverse.ServiceProtection;
import dev.cosell.bridge.sandbox.http.Fault;
import java.time.Duration;
import java.util.Map;

/** What can go wrong with Dataverse. */
final class DynamicsFaults implements CrmFaults {

  private static final int BUSY_SECONDS = 2;

  /** A deal is created by the alternate key of its referral id. */
  private static final String NEW_DEAL = "/opportunities\\(msft_";

  private final DataverseSandbox dataverse;

  DynamicsFaults(DataverseSandbox dataverse) {
    this.dataverse = dataverse;
  }

  @Override
  public void refuseNextWriteAsStale(String deal) {
    dataverse.fail(Fault.refusing("PATCH", deal, 412));
  }

  @Override
  public void loseAnswerOfNextWrite(String deal) {
    dataverse.fail(Fault.losingAnswer("PATCH", deal));
  }

  @Override
  public Duration throttleNextWrite(String deal) {
    Map<String, String> headers = Map.of("Retry-After", String.valueOf(BUSY_SECONDS));
    dataverse.fail(new Fault("PATCH", deal, 429, headers, "", 1, false, 0));
    return Duration.ofSeconds(BUSY_SECONDS);
  }

  @Override
  public Duration throttleNextCall() {
    dataverse.throttle(ServiceProtection.REQUESTS, BUSY_SECONDS, 1);
    return Duration.ofSeconds(BUSY_SECONDS);
  }

  @Override
  public void failNext(Call call, int status, boolean carriedOut) {
    String method = call == Call.FIND_ACCOUNT ? "GET" : "PATCH";
    String path =
        switch (call) {
          case CREATE_DEAL -> NEW_DEAL;
          case CREATE_ACCOUNT -> "/accounts\\(";
          case CREATE_CONTACT -> "/contacts\\(";
          case FIND_ACCOUNT -> "/accounts$";
        };
    dataverse.fail(new Fault(method, path, status, null, "<html>down</html>", 1, carriedOut, 0));
  }

  @Override
  public void failCreationsLate(int times, Duration delay) {
    dataverse.fail(new Fault("PATCH", NEW_DEAL, 503, null, "", times, true, delay.toMillis()));
  }

  @Override
  public void strike(Fault fault) {
    dataverse.fail(fault);
  }

  @Override
  public void refusePolls(String entity, int times) {
    String path = "/" + DynamicsRequests.entitySet(entity) + "$";
    dataverse.fail(new Fault("GET", path, 400, null, "", times, false, 0));
  }

  @Override
  public void heal() {
    dataverse.heal();
  }
}
