package dev.cosell.bridge.link;

/**
 * The id of a deal in the CRM.
 *
 * @param entity {@code opportunity} or {@code lead}
 * @param value the CRM's own id of the row
 */
public record RecordId(String entity, String value) {

  /** An opportunity with this id. */
  public static RecordId opportunity(String value) {
    return new RecordId("opportunity", value);
  }

  /** A lead with this id. */
  public static RecordId lead(String value) {
    return new RecordId("lead", value);
  }

  /** True for a lead. */
  public boolean isLead() {
    return "lead".equals(entity);
  }

  @Override
  public String toString() {
    return entity + " " + value;
  }
}
