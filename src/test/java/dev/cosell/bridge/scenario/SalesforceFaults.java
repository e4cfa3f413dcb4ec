package dev.cosell.bridge.scenario;

import dev.cosell.bridge.sandbox.http.Fault;
import dev.cosell.bridge.sandbox.salesforce.SalesforceSandbox;
import java.time.Duration;

/** What can go wrong with Salesforce. */
final class SalesforceFaults implements CrmFaults {

  /** How long the bridge of the scenarios leaves Salesforce alone. */
  static final Duration REST = Duration.ofSeconds(2);

  /** A new opportunity comes by the external id of its referral. */
  private static final String NEW_DEAL =
      "/sobjects/Opportunity/" + SalesforceFields.IDENTIFIER + "/";

  private static final String BUSY =
      "[{\"message\":\"TotalRequests Limit exceeded.\",\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\"}]";
  private static final String STALE =
      "[{\"message\":\"The record was modified.\",\"errorCode\":\"PRECONDITION_FAILED\"}]";

  private final SalesforceSandbox salesforce;

  SalesforceFaults(SalesforceSandbox salesforce) {
    this.salesforce = salesforce;
  }

  @Override
  public void refuseNextWriteAsStale(String deal) {
    salesforce.fail(new Fault("PATCH", deal, 412, null, STALE, 1, false, 0));
  }

  @Override
  public void loseAnswerOfNextWrite(String deal) {
    salesforce.fail(Fault.losingAnswer("PATCH", deal));
  }

  @Override
  public Duration throttleNextWrite(String deal) {
    salesforce.fail(new Fault("PATCH", deal, 403, null, BUSY, 1, false, 0));
    return REST;
  }

  @Override
  public Duration throttleNextCall() {
    salesforce.fail(new Fault(null, SalesforceRequests.DATA, 403, null, BUSY, 1, false, 0));
    return REST;
  }

  @Override
  public void failNext(Call call, int status, boolean carriedOut) {
    String method =
        switch (call) {
          case CREATE_DEAL -> "PATCH";
          case CREATE_ACCOUNT, CREATE_CONTACT -> "POST";
          case FIND_ACCOUNT -> "GET";
        };
    String path =
        switch (call) {
          case CREATE_DEAL -> NEW_DEAL;
          case CREATE_ACCOUNT -> "/sobjects/Account$";
          case CREATE_CONTACT -> "/sobjects/Contact$";
          case FIND_ACCOUNT -> "/query/\\?q=.* FROM Account ";
        };
    salesforce.fail(new Fault(method, path, status, null, "<html>down</html>", 1, carriedOut, 0));
  }

  @Override
  public void failCreationsLate(int times, Duration delay) {
    salesforce.fail(new Fault("PATCH", NEW_DEAL, 503, null, "", times, true, delay.toMillis()));
  }

  @Override
  public void strike(Fault fault) {
    salesforce.fail(fault);
  }

  @Override
  public void refusePolls(String entity, int times) {
    salesforce.timeOutQueries(SalesforceRequests.sObject(entity), times);
  }

  @Override
  public void heal() {
    salesforce.heal();
    salesforce.timeOutQueries("", 0);
  }
}
