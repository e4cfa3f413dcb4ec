package dev.cosell.bridge.mapping;

/**
 * A value that did not reach the CRM as it stands in Partner Center. It fails nothing.
 *
 * @param field the field's name
 * @param effect what became of the value
 * @param sentence the same for a seller
 */
public record MappingProblem(String field, Effect effect, String sentence) {

  /** What became of a value. */
  public enum Effect {
    /** It was cut to what the column takes. */
    SHORTENED,
    /** It was not written; the column keeps what it has. */
    LEFT_OUT
  }
}
