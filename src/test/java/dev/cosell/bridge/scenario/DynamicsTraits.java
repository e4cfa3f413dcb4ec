package dev.cosell.bridge.scenario;

import java.time.Duration;

/** Dynamics 365. */
final class DynamicsTraits implements CrmTraits {

  static final String QUALIFIED = "qualified";
  static final String DISQUALIFIED = "disqualified";

  @Override
  public boolean closedRecordsAreReadOnly() {
    return true;
  }

  @Override
  public boolean readsRelatedRows() {
    return true;
  }

  @Override
  public int longestName() {
    return 300;
  }

  @Override
  public int longestNotes() {
    return 2000;
  }

  @Override
  public String baseCurrency() {
    return "USD";
  }

  @Override
  public String stageOfAcceptedLead() {
    return QUALIFIED;
  }

  @Override
  public String stageOfDeclinedLead() {
    return DISQUALIFIED;
  }

  @Override
  public int mostCallsOfAnUpdate() {
    return 2;
  }

  /** The actions are not conditional: the record is read before. */
  @Override
  public int mostCallsOfClosing() {
    return 3;
  }

  @Override
  public int mostCallsOfRelatedRows() {
    return 3;
  }

  /** One for each table. */
  @Override
  public int callsOfAQuietPoll() {
    return 2;
  }

  @Override
  public int pollPageSize() {
    return 100;
  }

  @Override
  public Duration pollOverlap() {
    return Duration.ofMinutes(3);
  }

  @Override
  public String busyWords() {
    return "Dataverse answered 429";
  }

  @Override
  public String unknownCurrencyWords() {
    return "not set up in Dynamics 365";
  }
}
