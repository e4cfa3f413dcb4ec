package dev.cosell.bridge.sandbox.dataverse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosell.bridge.sandbox.dataverse.Row.Reference;
import dev.cosell.bridge.sandbox.dataverse.RowWriter.Author;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Wins, loses and reopens opportunities. */
final class Closing {

  static final int WON = 1;
  static final int LOST = 2;
  static final int DEFAULT_STATUS = -1;

  private static final int MONEY_DECIMALS = 4;

  private final Organization organization;
  private final RowWriter writer;

  Closing(Organization organization) {
    this.organization = organization;
    this.writer = new RowWriter(organization);
  }

  /**
   * Closes the opportunity that an OpportunityClose names.
   *
   * @param state {@link #WON} or {@link #LOST}
   * @param status a status reason of that state, or {@link #DEFAULT_STATUS}
   * @param close the OpportunityClose
   */
  void close(int state, int status, ObjectNode close, Author author) {
    Table closes = organization.table("opportunitycloses");
    Changes activity = new BodyReader(organization).forCreate(closes, close);
    Reference opportunity =
        (Reference)
            activity
                .value("opportunityid")
                .orElseThrow(
                    () -> DataverseError.invalid("OpportunityClose needs an opportunityid."));
    if (activity.value("subject").isEmpty()) {
      throw DataverseError.invalid("OpportunityClose needs a subject.");
    }
    Table opportunities = organization.table("opportunities");
    Row row = organization.get(opportunities, opportunity.id());
    refuseClosed(row);
    writer.set(opportunities, row, closed(row, state, status, activity), author);
    writer.create(closes, UUID.randomUUID(), activity, author);
  }

  /** Opens a closed opportunity again, in progress. */
  Row reopen(Row row, Author author) {
    Changes open = Changes.of(StateRules.pair(StateRules.OPEN, 1));
    return writer.update(organization.table("opportunities"), row, open, author);
  }

  private static void refuseClosed(Row row) {
    if (StateRules.isClosed(row)) {
      throw new DataverseError(
          400, DataverseError.CLOSED, "The opportunity " + row.id() + " is already closed.");
    }
  }

  private Map<String, Object> closed(Row row, int state, int status, Changes activity) {
    int reason = status == DEFAULT_STATUS ? StateRules.defaultStatus(row.table(), state) : status;
    StateRules.requireLegal(row.table(), state, reason);
    Map<String, Object> values = new HashMap<>(StateRules.pair(state, reason));
    values.put("actualclosedate", day(activity));
    values.put("actualvalue", revenue(row, state, activity));
    return values;
  }

  private LocalDate day(Changes activity) {
    Instant end = activity.value("actualend").map(Instant.class::cast).orElseGet(organization::now);
    return end.atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static BigDecimal revenue(Row row, int state, Changes activity) {
    BigDecimal none = BigDecimal.ZERO.setScale(MONEY_DECIMALS);
    BigDecimal expected =
        state == WON ? row.value("estimatedvalue", BigDecimal.class).orElse(none) : none;
    return activity.value("actualrevenue").map(BigDecimal.class::cast).orElse(expected);
  }
}
