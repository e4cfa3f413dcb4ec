package dev.cosell.bridge.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Leaves personal data out of runs: the values of fields that may hold some, and e-mail addresses
 * and telephone numbers in the words of a remote system.
 */
public final class PersonalValues {

  private static final TextNode MASK = TextNode.valueOf("***");
  private static final Pattern MAIL = Pattern.compile("[\\w.%+'-]+@[\\w-]+(?:\\.[\\w-]+)+");
  private static final Pattern PHONE = Pattern.compile("\\+\\d[\\d ()/-]{6,}\\d");

  private final Predicate<String> isPersonal;

  /**
   * A mask.
   *
   * @param isPersonal tells by a field's name in the mapping whether its values may be personal
   */
  public PersonalValues(Predicate<String> isPersonal) {
    this.isPersonal = isPersonal;
  }

  /** The run as it may be kept and told. */
  public Run masked(Run run) {
    return new Run(
        run.id(),
        run.linkKey(),
        run.referralId(),
        run.recordId(),
        run.trigger(),
        run.outcome(),
        run.reason() == null ? null : words(run.reason()),
        run.startedAt(),
        run.finishedAt(),
        masked(run.detail()));
  }

  private RunDetail masked(RunDetail detail) {
    return new RunDetail(
        detail.changes(),
        detail.attempt(),
        detail.steps().stream().map(PersonalValues::words).toList(),
        detail.calls(),
        detail.fields().stream().map(this::masked).toList(),
        detail.conflicts().stream().map(this::masked).toList());
  }

  private RunDetail.FieldChange masked(RunDetail.FieldChange change) {
    return isPersonal.test(change.field())
        ? new RunDetail.FieldChange(
            change.field(), change.side(), mask(change.from()), mask(change.to()))
        : change;
  }

  private RunDetail.Conflict masked(RunDetail.Conflict conflict) {
    return isPersonal.test(conflict.field())
        ? new RunDetail.Conflict(
            conflict.field(),
            mask(conflict.base()),
            mask(conflict.partnerCenter()),
            mask(conflict.crm()),
            conflict.decision())
        : conflict;
  }

  /** That there was none is worth knowing, and tells nothing of a person. */
  private static @Nullable JsonNode mask(@Nullable JsonNode value) {
    return value == null || value.isNull() ? value : MASK;
  }

  private static String words(String text) {
    return PHONE.matcher(MAIL.matcher(text).replaceAll("***")).replaceAll("***");
  }
}
