package dev.cosell.bridge.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cosell.bridge.mapping.CheckMark;
import dev.cosell.bridge.mapping.ColumnWrite;
import dev.cosell.bridge.mapping.FieldMapping;
import dev.cosell.bridge.mapping.MappedField;
import dev.cosell.bridge.mapping.Role;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Adds what sellers see of a synchronization: the check mark and the audit line. */
@Component
class RecordPainter {

  /** The name under which the audit line is written; it is no field of the deal. */
  static final String AUDIT = "(audit)";

  /** The name under which a mark is written where the deal's name itself does not change. */
  static final String MARK = "(check mark)";

  private static final String PROBLEM = "Not in sync: ";
  private static final String TIME = "^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d - ";
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  private final SyncSettings settings;
  private final Clock clock;

  RecordPainter(SyncSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What a seller shall see.
   *
   * @param failed whether the deal is out of step
   * @param sentence the audit line, null to leave it unless it tells of a problem that is gone
   */
  record Picture(boolean failed, @Nullable String sentence) {

    static final Picture IN_STEP = new Picture(false, null);

    /** The deal came from Partner Center into the CRM. */
    static final Picture CAME_IN =
        new Picture(false, "Partner Center Referral to CRM sync success.");

    /** The seller's deal is in Partner Center. */
    static final Picture WENT_OUT =
        new Picture(false, "CRM to Partner Center Referral sync success.");

    static Picture problem(String reason) {
      return new Picture(true, PROBLEM + reason);
    }
  }

  /**
   * The columns with check mark and audit line. Nothing is added that the record shows already.
   *
   * @param row the record as it is, null when it is not known; then it is believed to be right
   */
  List<ColumnWrite> painted(
      FieldMapping mapping, List<ColumnWrite> columns, @Nullable JsonNode row, Picture picture) {
    List<ColumnWrite> painted =
        new ArrayList<>(
            mapping
                .find(Role.NAME)
                .map(name -> withMark(name, columns, row, picture))
                .orElse(columns));
    mapping
        .find(Role.AUDIT)
        .flatMap(audit -> auditLine(audit, row, picture))
        .ifPresent(painted::add);
    return painted;
  }

  private List<ColumnWrite> withMark(
      MappedField name, List<ColumnWrite> columns, @Nullable JsonNode row, Picture picture) {
    List<ColumnWrite> marked = new ArrayList<>();
    boolean named = false;
    for (ColumnWrite write : columns) {
      boolean isName = write.field().equals(name.name());
      named |= isName;
      marked.add(isName ? marked(write.field(), name, write.value(), picture) : write);
    }
    if (row != null && !named && !showsMark(name, row, picture)) {
      marked.add(marked(MARK, name, name.column().in(row), picture));
    }
    return marked;
  }

  private ColumnWrite marked(String field, MappedField name, JsonNode value, Picture picture) {
    return isMarked(name, value, picture)
        ? new ColumnWrite(field, name.column(), TextNode.valueOf(mark(picture).on(value.asText())))
        : new ColumnWrite(field, name.column(), value);
  }

  private boolean showsMark(MappedField name, JsonNode row, Picture picture) {
    JsonNode now = name.column().in(row);
    return !isMarked(name, now, picture)
        || CheckMark.shownOn(now.asText()).equals(Optional.of(mark(picture)));
  }

  /** A name that leaves no room for a mark stays as the seller wrote it. */
  private boolean isMarked(MappedField name, JsonNode value, Picture picture) {
    Integer max = name.max();
    return marksNames()
        && value.isTextual()
        && (max == null || mark(picture).on(value.asText()).length() <= max);
  }

  private boolean marksNames() {
    return settings.checkMark() == SyncSettings.CheckMarkPlace.NAME;
  }

  private static CheckMark mark(Picture picture) {
    return picture.failed() ? CheckMark.FAILED : CheckMark.IN_STEP;
  }

  private Optional<ColumnWrite> auditLine(
      MappedField audit, @Nullable JsonNode row, Picture picture) {
    String shown = row == null ? "" : audit.column().in(row).asText("").replaceFirst(TIME, "");
    return sentence(audit, shown, picture)
        .map(line -> new ColumnWrite(AUDIT, audit.column(), text(audit, line)));
  }

  private Optional<String> sentence(MappedField audit, String shown, Picture picture) {
    String wanted = picture.sentence();
    if (wanted == null) {
      return shown.startsWith(PROBLEM)
          ? Optional.ofNullable(Picture.WENT_OUT.sentence())
          : Optional.empty();
    }
    String written = text(audit, wanted).asText().replaceFirst(TIME, "");
    return shown.equals(written) ? Optional.empty() : Optional.of(wanted);
  }

  private TextNode text(MappedField audit, String line) {
    Integer max = audit.max();
    String text = MINUTE.format(clock.instant()) + " - " + line;
    return TextNode.valueOf(max == null || text.length() <= max ? text : text.substring(0, max));
  }
}
