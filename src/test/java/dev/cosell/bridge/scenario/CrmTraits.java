package dev.cosell.bridge.scenario;

import java.time.Duration;

/** In what the CRMs differ, as far as a law of the scenarios depends on it. */
interface CrmTraits {

  /** Whether won and lost deals cannot be edited until they are opened again. */
  boolean closedRecordsAreReadOnly();

  /** Whether account, contact and owner are read by calls of their own. */
  boolean readsRelatedRows();

  /** The most letters of a name. */
  int longestName();

  /** The most letters of notes. */
  int longestNotes();

  /** The currency of a deal that names none. */
  String baseCurrency();

  /** The stage of a lead whose referral was accepted. */
  String stageOfAcceptedLead();

  /** The stage of a lead whose referral was declined. */
  String stageOfDeclinedLead();

  /** The most calls of an update, to both sides together: one read of the referral, one write. */
  int mostCallsOfAnUpdate();

  /** The most calls of an update that wins or loses a deal, to both sides together. */
  int mostCallsOfClosing();

  /** The most calls that read account, contact and owner of a deal. */
  int mostCallsOfRelatedRows();

  /** How many calls a poll makes when nothing has changed. */
  int callsOfAQuietPoll();

  /** The page size with which the poll is tested. */
  int pollPageSize();

  /** How far a poll goes back behind the last change, where no setting says otherwise. */
  Duration pollOverlap();

  /** What the reason of a failure says when the CRM was too busy. */
  String busyWords();

  /** What the reason of a failure says when the CRM does not know a currency. */
  String unknownCurrencyWords();
}
