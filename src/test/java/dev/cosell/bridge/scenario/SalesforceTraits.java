package dev.cosell.bridge.scenario;

import java.time.Duration;

/** Salesforce. */
final class SalesforceTraits implements CrmTraits {

  static final String ACCEPTED = "accepted";
  static final String DECLINED = "declined";

  /** Pages of the sandbox; the bridge asks for no size. */
  static final int PAGE = 100;

  @Override
  public boolean closedRecordsAreReadOnly() {
    return false;
  }

  @Override
  public boolean readsRelatedRows() {
    return true;
  }

  @Override
  public int longestName() {
    return 120;
  }

  @Override
  public int longestNotes() {
    return 32_000;
  }

  @Override
  public String baseCurrency() {
    return "USD";
  }

  @Override
  public String stageOfAcceptedLead() {
    return ACCEPTED;
  }

  @Override
  public String stageOfDeclinedLead() {
    return DECLINED;
  }

  /** Its versions count seconds: a record that was just written has to be read. */
  @Override
  public int mostCallsOfAnUpdate() {
    return 3;
  }

  @Override
  public int mostCallsOfClosing() {
    return 3;
  }

  @Override
  public int mostCallsOfRelatedRows() {
    return 3;
  }

  /** One for all. */
  @Override
  public int callsOfAQuietPoll() {
    return 1;
  }

  @Override
  public int pollPageSize() {
    return PAGE;
  }

  @Override
  public Duration pollOverlap() {
    return Duration.ofMinutes(3);
  }

  @Override
  public String busyWords() {
    return "REQUEST_LIMIT_EXCEEDED";
  }

  @Override
  public String unknownCurrencyWords() {
    return "not set up in Salesforce";
  }
}
